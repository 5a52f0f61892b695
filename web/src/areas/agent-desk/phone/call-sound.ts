/** Audio output of a call: through a limiter, and muted at once by the panic key. */
import { ACOUSTIC_LIMITS, ceilingCurve, makeupGain } from "./acoustic-limits.ts";
import { playAt } from "./sound-devices.ts";

const CURVE_POINTS = 2_001;
const TOUCHES = ["keydown", "pointerdown"] as const;

/** The audio output of a call. */
export interface CallSound {
  /** Mutes the output at once, or fades it in slowly. */
  silence(isSilenced: boolean): void;
  /** Switches to another output device. */
  moveTo(device: string): void;
  /** Stops the output; safe to call twice. */
  close(): void;
}

/** Plays the remote audio stream. */
export function playCall(stream: MediaStream, device: string): CallSound {
  const context = new AudioContext();
  void playAt(context, device);
  // Chromium feeds a remote stream to Web Audio only while a media element plays the stream too.
  const element = new Audio();
  element.srcObject = stream;
  element.muted = true;
  void element.play().catch(() => undefined);
  const loudness = limited(context, context.createMediaStreamSource(stream));
  // After a reload, the browser's autoplay policy may suspend audio until the first key press or click, which resumes it.
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

/** Chain: source, compressor, clipper at the ceiling, and gain that removes the makeup gain. */
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
