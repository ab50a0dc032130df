"""The messages of taxi calls and parcel pickups, as a process of its own."""
