/** The agent's microphone, headset and ringer devices on this computer; stored in this browser. */
import { keepDraft, readDraft } from "../../../data/drafts.ts";

/** Device ids of the browser; an empty id is the system default. */
export interface SoundChoice {
  readonly microphone: string;
  readonly headset: string;
  readonly bell: string;
}

/** A selectable device. */
export interface SoundDevice {
  readonly id: string;
  readonly label: string;
}

/** The available devices. */
export interface SoundDevices {
  readonly microphones: readonly SoundDevice[];
  readonly speakers: readonly SoundDevice[];
}

const KEY = "desk-sound";
const PLACE_KEY = "desk-place";
const DEVICES_MAX = 50;

/** The stored selection. */
export function chosenSound(): SoundChoice {
  return { microphone: "", headset: "", bell: "", ...readDraft<Partial<SoundChoice>>(KEY) };
}

/** Stores the selection. */
export function keepSound(choice: SoundChoice): void {
  keepDraft(KEY, choice);
}

/** The agent's answering device: the desk phone, or this page. */
export type Place = "desk" | "page";

/** The answering device last used on this computer. */
export function chosenPlace(): Place {
  return readDraft<Place>(PLACE_KEY) === "page" && canSpeak() ? "page" : "desk";
}

/** Stores the answering device. */
export function keepPlace(place: Place): void {
  keepDraft(PLACE_KEY, place);
}

/** Whether the browser offers a microphone to the page; none does over plain HTTP. */
export function canSpeak(): boolean {
  return typeof RTCPeerConnection === "function" && (navigator.mediaDevices as MediaDevices | undefined) !== undefined;
}

/** The available devices; browsers disclose names only once the microphone is permitted. */
export async function soundDevices(): Promise<SoundDevices> {
  const all = (await navigator.mediaDevices.enumerateDevices()).slice(0, DEVICES_MAX);
  const of = (kind: MediaDeviceKind): readonly SoundDevice[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== "" && device.deviceId !== "default")
      .map(({ deviceId, label }, nth) => ({ id: deviceId, label: label === "" ? String(nth + 1) : label }));
  return { microphones: of("audioinput"), speakers: of("audiooutput") };
}

/** Opens the chosen microphone, or any other when the chosen one is missing. */
export function openMicrophone({ microphone }: Pick<SoundChoice, "microphone">): Promise<MediaStream> {
  const wanted = microphone === "" ? {} : { deviceId: { ideal: microphone } };
  const audio = { ...wanted, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return navigator.mediaDevices.getUserMedia({ audio });
}

/** The reason why no microphone can be used: not permitted (or busy), or missing. */
export type MicrophoneFault = "refused" | "missing";

/** Opens and closes the chosen microphone, so that agents who cannot speak are not rung; null when it can be used. */
export async function microphoneFault(choice: Pick<SoundChoice, "microphone">): Promise<MicrophoneFault | null> {
  try {
    stopStream(await openMicrophone(choice));
    return null;
  } catch (error) {
    // https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
    return error instanceof DOMException && error.name === "NotFoundError" ? "missing" : "refused";
  }
}

/** Stops a microphone stream. */
export function stopStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Routes an audio context to an output device; browsers without device selection keep the default. */
export async function playAt(context: AudioContext, id: string): Promise<void> {
  const settable = context as AudioContext & { readonly sinkId?: string; setSinkId?: (id: string) => Promise<void> };
  if ((settable.sinkId ?? "") !== id) await settable.setSinkId?.(id).catch(() => undefined);
}
