import { z } from "zod";
import type { Result } from "../../kernel/index.ts";

const id = z.string().regex(/^[\w.-]{1,64}$/);
const line = z.string().min(1).max(256);

/** ICE and DTLS parameters of one side, as in a session description. */
const secureEnd = z.object({
  ufrag: line,
  password: line,
  fingerprint: z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/),
  setup: z.enum(["actpass", "active", "passive"]),
  candidates: z.array(line).max(64),
});

/** Every command of the WebRTC process, as sent over the control socket. */
export const webrtcCommandSchema = z.discriminatedUnion("kind", [
  /** Opens an end: as answerer to `remote`, or as offerer. */
  z.object({
    kind: z.literal("open-end"),
    end: id,
    /** Address of this end's plain RTP in the media engine. */
    sound: z.object({ address: z.ipv4(), port: z.number().int().min(1).max(65_535) }),
    remote: secureEnd.nullable(),
  }),
  /** Accepts the far end's answer to our offer. */
  z.object({ kind: z.literal("connect-end"), end: id, remote: secureEnd }),
  z.object({ kind: z.literal("close-end"), end: id }),
  z.object({ kind: z.literal("status") }),
]);

/** One command to the process. */
export type WebrtcCommand = Readonly<z.infer<typeof webrtcCommandSchema>>;

/** The command of one kind. */
export type WebrtcCommandOf<Kind extends WebrtcCommand["kind"]> = Extract<WebrtcCommand, { readonly kind: Kind }>;

/** ICE and DTLS parameters of one side. */
export type RemoteEnd = Readonly<z.infer<typeof secureEnd>>;

/** Reason why the process did not carry out a command. */
export type WebrtcRefusal =
  | "end-unknown"
  | "end-exists"
  | "ends-exhausted"
  | "description-unusable"
  | "command-malformed"
  | "deadline-passed"
  | "process-away"
  | "process-failed";

/** Response of each command. */
export interface WebrtcAnswers {
  /** Our side of the connection, and the port on this machine that receives and sends its plain RTP. */
  readonly "open-end": { readonly own: RemoteEnd; readonly port: number };
  readonly "connect-end": null;
  readonly "close-end": null;
  readonly status: { readonly ends: number; readonly present: number };
}

/** Events of the process: whether the browser at an end is present, that is, whether packets arrive from it. */
export type WebrtcEvent =
  | { readonly kind: "present"; readonly end: string }
  | { readonly kind: "absent"; readonly end: string }
  /** The process restarted; these ends are lost. */
  | { readonly kind: "restarted"; readonly lost: readonly string[] };

/** Messages from the switch. A new client takes over the process and ends the connections of the previous client. */
export const toWebrtcSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hello"), client: z.string().min(1).max(64) }),
  z.object({
    kind: z.literal("request"),
    id: z.number().int().min(0),
    command: webrtcCommandSchema,
  }),
]);

/** Messages to the switch. A process with a new `process` value has no ends. */
export type FromWebrtc =
  | { readonly kind: "welcome"; readonly process: string }
  | { readonly kind: "answer"; readonly id: number; readonly result: Result<unknown, WebrtcRefusal> }
  | { readonly kind: "event"; readonly event: Exclude<WebrtcEvent, { readonly kind: "restarted" }> };
