import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { LegSettings } from "../../../../platform/media/index.ts";
import type { RemoteEnd, Webrtc } from "../../../../platform/webrtc/index.ts";
import { isSameEnd, type SecureEnd } from "../../../../protocols/sdp/index.ts";
import type { SoundFault } from "../call.ts";

/** Dependencies of the browser media. */
export interface BrowserSoundOptions {
  readonly webrtc: Webrtc;
  /** Address at which the media engine and the browser ends reach each other on this machine. */
  readonly loopback: string;
  /** Called when the state of the browser of a leg changes. */
  readonly onChange: (legId: string, change: BrowserChange) => void;
}

/** `present` and `absent`: whether packets arrive from it; `cut`: its connection is lost and must be offered again. */
export type BrowserChange = "present" | "absent" | "cut";

/** WebRTC connections with browsers, one for each leg that needs one. */
export interface BrowserSound {
  /** Opens the end of a leg: towards a browser that has sent an offer, or one that receives an offer. */
  open(
    legId: string,
    wish: { readonly soundPort: number; readonly remote: SecureEnd | null },
  ): Promise<Result<SecureEnd, SoundFault>>;
  /** Replaces the end of a leg by a new one; null for a leg that has none. */
  openAnew(legId: string, remote: SecureEnd | null): Promise<Result<SecureEnd, SoundFault>> | null;
  /** Whether a browser's new offer is for another connection than the present one. */
  isAnother(legId: string, remote: SecureEnd | null): boolean;
  /** Takes a browser's answer to an own offer. */
  connect(legId: string, remote: SecureEnd | null): Promise<void>;
  /** Where the media engine sends a leg's media: to its browser end; as agreed for a leg without one. */
  reached(legId: string, settings: Partial<LegSettings>): Partial<LegSettings>;
  close(legId: string): void;
  /** Stops listening to the process. */
  stop(): void;
}

interface BrowserEnd {
  readonly end: string;
  readonly nth: number;
  readonly soundPort: number;
  readonly port: number;
  readonly remote: SecureEnd | null;
}

/** Opens the browser media on the WebRTC process. */
export function openBrowserSound({ webrtc, loopback, onChange }: BrowserSoundOptions): BrowserSound {
  const ends = new Map<string, BrowserEnd>();
  const legOfEnd = (end: string): string | undefined => {
    const legId = end.slice(0, end.lastIndexOf("."));
    return ends.get(legId)?.end === end ? legId : undefined;
  };
  const told = (end: string, change: BrowserChange): void => {
    const legId = legOfEnd(end);
    if (legId !== undefined) onChange(legId, change);
  };
  const stop = webrtc.onEvent((event) => {
    if (event.kind === "restarted") for (const end of event.lost) told(end, "cut");
    else told(event.end, event.kind);
  });
  const closeEnd = (end: string): void => {
    // A process that does not answer gets the command again from its client.
    webrtc.request({ kind: "close-end", end }).catch(() => undefined);
  };
  const begin = async (
    legId: string,
    { nth, soundPort, remote }: Pick<BrowserEnd, "nth" | "soundPort" | "remote">,
  ): Promise<Result<SecureEnd, SoundFault>> => {
    const end = `${legId}.${nth}`;
    const sound = { address: loopback, port: soundPort };
    const opened = await webrtc.request({ kind: "open-end", end, sound, remote: sent(remote) });
    if (!opened.ok) return refuse(opened.refusal === "description-unusable" ? "offer-unusable" : "no-engine");
    const before = ends.get(legId);
    if (before !== undefined) closeEnd(before.end);
    ends.set(legId, { end, nth, soundPort, remote, port: opened.value.port });
    return ok(opened.value.own);
  };
  return {
    open: (legId, wish) => begin(legId, { ...wish, nth: 1 }),
    openAnew: (legId, remote) => {
      const before = ends.get(legId);
      return before === undefined ? null : begin(legId, { ...before, nth: before.nth + 1, remote });
    },
    isAnother: (legId, remote) => {
      const before = ends.get(legId)?.remote ?? null;
      return before !== null && remote !== null && !isSameEnd(before, remote);
    },
    connect: async (legId, remote) => {
      const known = ends.get(legId);
      if (known === undefined || remote === null) return;
      ends.set(legId, { ...known, remote });
      const connected = await webrtc.request({ kind: "connect-end", end: known.end, remote: sentEnd(remote) });
      if (!connected.ok) throw new Error(`webrtc: ${connected.refusal}`);
    },
    reached: (legId, settings) => {
      const known = ends.get(legId);
      if (known === undefined) return settings;
      return { ...settings, remote: { address: loopback, port: known.port, rtcpPort: known.port }, source: null };
    },
    close: (legId) => {
      const known = ends.get(legId);
      if (known === undefined) return;
      ends.delete(legId);
      closeEnd(known.end);
    },
    stop,
  };
}

function sent(end: SecureEnd | null): RemoteEnd | null {
  return end === null ? null : sentEnd(end);
}

function sentEnd(end: SecureEnd): RemoteEnd {
  return { ...end, candidates: [...end.candidates] };
}
