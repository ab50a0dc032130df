// A short sound made by the browser itself: no file is loaded.

const NOTES_HZ = [660, 880];
const NOTE_S = 0.14;

/** Silent where the browser allows no sound before something was pressed. */
export const chime = (): void => {
  const context = new AudioContext();
  NOTES_HZ.forEach((hertz, at) => {
    const [tone, loudness] = [context.createOscillator(), context.createGain()];
    const start = context.currentTime + at * NOTE_S;
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0.12, start);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + NOTE_S * 2);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + NOTE_S * 2);
  });
  setTimeout(() => void context.close(), 1_000);
};
