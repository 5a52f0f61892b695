import { z } from "zod";
import type { Result } from "../../kernel/index.ts";

const id = z.string().regex(/^[\w.-]{1,64}$/);
const line = z.string().min(1).max(256);

/** How one side is reached and known: what stands of it in a session description. */
const secureEnd = z.object({
  ufrag: line,
  password: line,
  fingerprint: z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/),
  setup: z.enum(["actpass", "active", "passive"]),
  candidates: z.array(line).max(64),
});

/** Every command of the process that speaks with browsers, as it crosses the control socket. */
export const webrtcCommandSchema = z.discriminatedUnion("kind", [
  /** Opens an end: towards `remote`, who has offered, or one that is to be offered. */
  z.object({
    kind: z.literal("open-end"),
    end: id,
    /** Where the plain sound of this end lies in the media engine. */
    sound: z.object({ address: z.ipv4(), port: z.number().int().min(1).max(65_535) }),
    remote: secureEnd.nullable(),
  }),
  /** Takes the other side's answer to our offer. */
  z.object({ kind: z.literal("connect-end"), end: id, remote: secureEnd }),
  z.object({ kind: z.literal("close-end"), end: id }),
  z.object({ kind: z.literal("status") }),
]);

/** One command to the process. */
export type WebrtcCommand = Readonly<z.infer<typeof webrtcCommandSchema>>;

/** The command of one kind. */
export type WebrtcCommandOf<Kind extends WebrtcCommand["kind"]> = Extract<WebrtcCommand, { readonly kind: Kind }>;

/** How one side is reached and known. */
export type RemoteEnd = Readonly<z.infer<typeof secureEnd>>;

/** Why the process did not do what it was asked. */
export type WebrtcRefusal =
  | "end-unknown"
  | "end-exists"
  | "ends-exhausted"
  | "description-unusable"
  | "command-malformed"
  | "deadline-passed"
  | "process-away"
  | "process-failed";

/** What each command answers. */
export interface WebrtcAnswers {
  /** Our side of the connection, and the port on this machine that takes and gives its plain sound. */
  readonly "open-end": { readonly own: RemoteEnd; readonly port: number };
  readonly "connect-end": null;
  readonly "close-end": null;
  readonly status: { readonly ends: number; readonly present: number };
}

/** What the process tells by itself: whether the browser at an end is there, that is, whether anything comes from it. */
export type WebrtcEvent =
  | { readonly kind: "present"; readonly end: string }
  | { readonly kind: "absent"; readonly end: string }
  /** The process began anew; these ends are no more. */
  | { readonly kind: "restarted"; readonly lost: readonly string[] };

/** From the switch. A client that was not seen before takes the process over: what the last one left is ended. */
export const toWebrtcSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hello"), client: z.string().min(1).max(64) }),
  z.object({
    kind: z.literal("request"),
    id: z.number().int().min(0),
    command: webrtcCommandSchema,
  }),
]);

/** To the switch. A process whose `process` is new has no ends. */
export type FromWebrtc =
  | { readonly kind: "welcome"; readonly process: string }
  | { readonly kind: "answer"; readonly id: number; readonly result: Result<unknown, WebrtcRefusal> }
  | { readonly kind: "event"; readonly event: Exclude<WebrtcEvent, { readonly kind: "restarted" }> };
