/** Alerts for a ringing contact while the page is hidden: tab title, ring tone and, where permitted, a notification. */
import { useEffect } from "react";
import { chosenSound, playAt } from "./phone/sound-devices.ts";

const RING_EVERY_MS = 2_500;
const TONES_HZ = [660, 880] as const;
const TONE_S = 0.18;
const LOUDNESS = 0.12;

/** Plays one soft double tone; browsers without a user gesture on this page stay silent. */
function ringOnce(context: AudioContext): void {
  TONES_HZ.forEach((frequency, index) => {
    const from = context.currentTime + index * TONE_S;
    const [tone, loudness] = [context.createOscillator(), context.createGain()];
    tone.frequency.value = frequency;
    // Fades in and out to avoid clicks.
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
    loudness.gain.linearRampToValueAtTime(0, from + TONE_S);
    tone.connect(loudness).connect(context.destination);
    tone.start(from);
    tone.stop(from + TONE_S);
  });
}

/** Plays the ring tone once on a device, as a test. */
export function ringAt(device: string): void {
  const context = new AudioContext();
  void playAt(context, device);
  ringOnce(context);
  setTimeout(() => void context.close(), RING_EVERY_MS);
}

/** Plays the ring tone while `isRinging`, on the selected ringer device. */
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

/** Shows a notification for a ringing contact while the page is hidden, where permitted; it closes when the ringing ends. */
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

/** Sets the tab title; null restores the title of the screen. */
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
