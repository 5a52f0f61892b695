/** Audio at 8,000 samples a second: G.711, tones and DTMF, mixing, packet loss concealment, WAV files, and voice quality. */
export { type Concealment, hideLoss, NOTHING_RECEIVED, receivedFrame } from "./conceal.ts";
export { type LinkQuality, meanOpinionScore, ratingOf } from "./e-model.ts";
export { decode, encode, FRAME_SAMPLES, type Law, SAMPLE_RATE_HZ, SILENCE, toOtherLaw } from "./g711.ts";
export { energyOf, shareAt } from "./goertzel.ts";
export { hearKey, type KeyDetector, NO_KEY } from "./key-detector.ts";
export { likenessIn } from "./likeness.ts";
export { mix, type Voice } from "./mix.ts";
export { firstMp3Frame } from "./mp3-frames.ts";
export { alawWav, type Recorded, type RecordedFault, readRecorded } from "./recorded-wav.ts";
export { openResampler, type Resampler } from "./resample.ts";
export { judgeSound, lossPercent, SOUND_RULES, type SoundMeasure } from "./sound-judgement.ts";
export { keyFrequencies, renderTone, type ToneName, type ToneStretch, tonePeriod } from "./tones.ts";
export { channelsIn, readWav, WAV_HEADER_BYTES, type WavFault, wavHeader } from "./wav.ts";
