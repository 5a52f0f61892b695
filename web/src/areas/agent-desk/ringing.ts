/** Telling an agent who looks elsewhere that a caller is there: the tab's title, a sound, and a notification if he lets us. */
import { useEffect } from "react";
import { chosenSound, playAt } from "./phone/sound-devices.ts";

const RING_EVERY_MS = 2_500;
const TONES_HZ = [660, 880] as const;
const TONE_S = 0.18;
const LOUDNESS = 0.12;

/** One soft double tone; browsers that have heard no press on this page yet stay silent. */
function ringOnce(context: AudioContext): void {
  TONES_HZ.forEach((frequency, index) => {
    const from = context.currentTime + index * TONE_S;
    const [tone, loudness] = [context.createOscillator(), context.createGain()];
    tone.frequency.value = frequency;
    // No click at either end.
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
    loudness.gain.linearRampToValueAtTime(0, from + TONE_S);
    tone.connect(loudness).connect(context.destination);
    tone.start(from);
    tone.stop(from + TONE_S);
  });
}

/** Rings once at a device, to be tried. */
export function ringAt(device: string): void {
  const context = new AudioContext();
  void playAt(context, device);
  ringOnce(context);
  setTimeout(() => void context.close(), RING_EVERY_MS);
}

/** Rings while `isRinging`, at the bell that was chosen. */
export function useRingTone(isRinging: boolean): void {
  useEffect(() => {
    if (!isRinging || typeof AudioContext === "undefined") return;
    const context = new AudioContext();
    void playAt(context, chosenSound().bell);
    ringOnce(context);
    const timer = setInterval(() => ringOnce(context), RING_EVERY_MS);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [isRinging]);
}

/** Shows a notification for a caller while the page is not looked at, where notifications are permitted; it goes with the ringing. */
export function useRingNotice(
  contactId: string | null,
  words: { readonly title: string; readonly body: string },
): void {
  const { title, body } = words;
  useEffect(() => {
    if (contactId === null || !document.hidden || !("Notification" in window)) return;
    if (Notification.permission !== "granted") return;
    const shown = new Notification(title, { body, tag: contactId });
    shown.addEventListener("click", () => window.focus());
    return () => shown.close();
  }, [contactId, title, body]);
}

/** Gives the tab another title while there is something to tell; null brings back the screen's own. */
export function useTabTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return;
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
