/** Which microphone, headset and bell an agent uses at this machine; kept in this browser. */
import { keepDraft, readDraft } from "../../../data/drafts.ts";

/** The devices by their names of the browser; an empty name is the system's own choice. */
export interface SoundChoice {
  readonly microphone: string;
  readonly headset: string;
  readonly bell: string;
}

/** A device that can be chosen. */
export interface SoundDevice {
  readonly id: string;
  readonly label: string;
}

/** What is at hand. */
export interface SoundDevices {
  readonly microphones: readonly SoundDevice[];
  readonly speakers: readonly SoundDevice[];
}

const KEY = "desk-sound";
const PLACE_KEY = "desk-place";
const DEVICES_MAX = 50;

/** What was chosen here before. */
export function chosenSound(): SoundChoice {
  return { microphone: "", headset: "", bell: "", ...readDraft<Partial<SoundChoice>>(KEY) };
}

/** Keeps what was chosen. */
export function keepSound(choice: SoundChoice): void {
  keepDraft(KEY, choice);
}

/** Where an agent answers: at the device on his desk, or in this page. */
export type Place = "desk" | "page";

/** Where he answered last time at this machine. */
export function chosenPlace(): Place {
  return readDraft<Place>(PLACE_KEY) === "page" && canSpeak() ? "page" : "desk";
}

/** Keeps where he answers. */
export function keepPlace(place: Place): void {
  keepDraft(PLACE_KEY, place);
}

/** Whether this browser gives the page a microphone at all; over plain HTTP none does. */
export function canSpeak(): boolean {
  return typeof RTCPeerConnection === "function" && (navigator.mediaDevices as MediaDevices | undefined) !== undefined;
}

/** What is at hand; names are told only once the microphone is permitted. */
export async function soundDevices(): Promise<SoundDevices> {
  const all = (await navigator.mediaDevices.enumerateDevices()).slice(0, DEVICES_MAX);
  const of = (kind: MediaDeviceKind): readonly SoundDevice[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== "" && device.deviceId !== "default")
      .map(({ deviceId, label }, nth) => ({ id: deviceId, label: label === "" ? String(nth + 1) : label }));
  return { microphones: of("audioinput"), speakers: of("audiooutput") };
}

/** Opens the chosen microphone; where it is not there any more, whichever there is. */
export function openMicrophone({ microphone }: Pick<SoundChoice, "microphone">): Promise<MediaStream> {
  const wanted = microphone === "" ? {} : { deviceId: { ideal: microphone } };
  const audio = { ...wanted, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return navigator.mediaDevices.getUserMedia({ audio });
}

/** Why no microphone can be used: it is not permitted (or busy), or there is none. */
export type MicrophoneFault = "refused" | "missing";

/** Opens and closes the chosen microphone, so that no agent is rung who could not speak; null when it can be used. */
export async function microphoneFault(choice: Pick<SoundChoice, "microphone">): Promise<MicrophoneFault | null> {
  try {
    stopStream(await openMicrophone(choice));
    return null;
  } catch (error) {
    // https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia
    return error instanceof DOMException && error.name === "NotFoundError" ? "missing" : "refused";
  }
}

/** Closes a microphone that was opened. */
export function stopStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Lets sound of a context come out of a device; browsers that know one place only keep it. */
export async function playAt(context: AudioContext, id: string): Promise<void> {
  const settable = context as AudioContext & { readonly sinkId?: string; setSinkId?: (id: string) => Promise<void> };
  if ((settable.sinkId ?? "") !== id) await settable.setSinkId?.(id).catch(() => undefined);
}
