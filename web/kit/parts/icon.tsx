// Small pictures of one line, drawn in the colour of the text.

const paths = {
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M6 9l6 6 6-6',
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM20 20l-4-4',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4',
  inbox: 'M4 5h16v14H4zM4 14h5l1 2h4l1-2h5',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6',
  check: 'M5 13l4 4L19 7',
  cross: 'M6 6l12 12M18 6L6 18',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l3 2',
  warn: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  away: 'M3 3l18 18M5 10a11 11 0 0 1 5-3M14 7a11 11 0 0 1 5 3M9 15a5 5 0 0 1 6 0M12 19h.01',
  bed: 'M4 18v-7h16v7M4 14h16M6 11V7h5v4M13 11V8h5v3M4 18v2M20 18v2',
  car: 'M5 16V11l2-5h10l2 5v5zM5 12h14M8 19v-3M16 19v-3',
  box: 'M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9',
  food: 'M6 3v8M4 3v5h4V3M6 11v10M16 3c-2 2-2 6 0 8v10M16 3v8',
  wrench: 'M14 7a4 4 0 0 1 5-3l-3 3 1 2 2 1 3-3a4 4 0 0 1-5 5l-8 8-3-3z',
  body: 'M12 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM4 10h16M12 10v5l-4 6M12 15l4 6',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  sound: 'M4 10v4h4l5 4V6L8 10zM17 9a4 4 0 0 1 0 6',
  mute: 'M4 10v4h4l5 4V6L8 10zM17 10l4 4M21 10l-4 4',
  globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c-3 3-3 15 0 18M12 3c3 3 3 15 0 18',
  wall: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  chart: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
  truck: 'M3 6h11v10H3zM14 10h4l3 3v3h-7zM7 19a2 2 0 1 0 0-4M17 19a2 2 0 1 0 0-4',
  map: 'M9 4L3 6v14l6-2 6 2 6-2V4l-6 2zM9 4v14M15 6v14',
} as const;

export type IconName = keyof typeof paths;

/** With a label it says what it is; without one it is left out by screen readers. */
export const Icon = ({ name, label }: { readonly name: IconName; readonly label?: string }) => (
  <svg
    className="icon"
    viewBox="0 0 24 24"
    role={label === undefined ? undefined : 'img'}
    aria-label={label}
    aria-hidden={label === undefined ? true : undefined}
  >
    <path d={paths[name]} />
  </svg>
);
