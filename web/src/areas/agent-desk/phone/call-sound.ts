/** What an agent hears of a call: through a limiter, and gone at once when he presses the panic key. */
import { ACOUSTIC_LIMITS, ceilingCurve, makeupGain } from "./acoustic-limits.ts";
import { playAt } from "./sound-devices.ts";

const CURVE_POINTS = 2_001;
const TOUCHES = ["keydown", "pointerdown"] as const;

/** The sound of a call that is heard. */
export interface CallSound {
  /** Takes the sound away at once, or lets it come back slowly. */
  silence(isSilenced: boolean): void;
  /** Lets it come out of another device. */
  moveTo(device: string): void;
  /** Ends it; safe to call twice. */
  close(): void;
}

/** Plays what the far end says. */
export function playCall(stream: MediaStream, device: string): CallSound {
  const context = new AudioContext();
  void playAt(context, device);
  // Chromium hands a stream to Web Audio only while an element plays it too.
  const element = new Audio();
  element.srcObject = stream;
  element.muted = true;
  void element.play().catch(() => undefined);
  const loudness = limited(context, context.createMediaStreamSource(stream));
  // A page that was loaded again and not touched yet may be kept silent by its browser; the first key or press wakes it.
  const wake = (): void => void context.resume();
  for (const kind of TOUCHES) document.addEventListener(kind, wake);
  let isOpen = true;
  return {
    silence: (isSilenced) => {
      const { gain } = loudness;
      const overS = isSilenced ? ACOUSTIC_LIMITS.silenceS : ACOUSTIC_LIMITS.returnS;
      gain.cancelScheduledValues(context.currentTime);
      gain.setValueAtTime(gain.value, context.currentTime);
      gain.linearRampToValueAtTime(isSilenced ? 0 : 1, context.currentTime + overS);
    },
    moveTo: (next) => void playAt(context, next),
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      for (const kind of TOUCHES) document.removeEventListener(kind, wake);
      element.srcObject = null;
      void context.close();
    },
  };
}

/** source → turned down where it is loud → cut at the ceiling → as loud as it is allowed to be heard. */
function limited(context: AudioContext, source: AudioNode): GainNode {
  const { thresholdDb, ratio, attackS, releaseS, ceilingDb } = ACOUSTIC_LIMITS;
  const compressor = new DynamicsCompressorNode(context, {
    threshold: thresholdDb,
    knee: 0,
    ratio,
    attack: attackS,
    release: releaseS,
  });
  const without = new GainNode(context, { gain: 1 / makeupGain(ACOUSTIC_LIMITS) });
  const ceiling = new WaveShaperNode(context, { curve: ceilingCurve(ceilingDb, CURVE_POINTS), oversample: "none" });
  const loudness = new GainNode(context, { gain: 1 });
  source.connect(compressor).connect(without).connect(ceiling).connect(loudness).connect(context.destination);
  return loudness;
}
