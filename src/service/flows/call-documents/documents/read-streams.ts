import type { MediaStreamOptions, Verb } from "../../../telephony/calls/index.ts";
import { type DocumentWarning, SCHEMA_WARNING } from "./document-fault.ts";
import { attributesOf } from "./read-attributes.ts";
import type { DocumentElement } from "./read-element.ts";

/** The parsed element: a verb or none, and its warnings. */
interface ReadStream {
  readonly verb: Verb | null;
  readonly warnings: readonly DocumentWarning[];
}

const ADDRESS_MAX = 2_048;
const NAME_MAX = 256;
/** Maximum length of a parameter's name and value together, and maximum number of parameters. */
const PARAMETER_MAX = 500;
const PARAMETERS_MAX = 50;
const TRACKS = {
  inbound_track: ["inbound"],
  outbound_track: ["outbound"],
  both_tracks: ["inbound", "outbound"],
} as const satisfies Readonly<Record<string, MediaStreamOptions["tracks"]>>;
const TRACK_NAMES = ["inbound_track", "outbound_track", "both_tracks"] as const;

/** Reads `Connect`: a bidirectional stream between the caller and an application. */
export function readConnect(element: DocumentElement, base: string | null): ReadStream {
  const attributes = attributesOf(element, base);
  const action = attributes.hook("action", "method");
  const { stream, warnings } = streamIn(element, base, { isHeard: true });
  const verb: Verb | null = stream === null ? null : { verb: "connect-stream", stream, action };
  return { verb, warnings: [...attributes.warnings(), ...warnings] };
}

/** Reads `Start`: an application receives the call's audio. */
export function readStart(element: DocumentElement, base: string | null): ReadStream {
  const attributes = attributesOf(element, base);
  // The document continues at once, so the action URL would never be requested.
  attributes.passOver("action");
  attributes.passOver("method");
  const { stream, warnings } = streamIn(element, base, { isHeard: false });
  const verb: Verb | null = stream === null ? null : { verb: "start-stream", stream };
  return { verb, warnings: [...attributes.warnings(), ...warnings] };
}

/** Reads `Stop`: ends a stream. */
export function readStop(element: DocumentElement, base: string | null): ReadStream {
  const attributes = attributesOf(element, base);
  const [noun, ...others] = element.children;
  const stop = noun?.name === "Stream" ? attributesOf(noun, base) : null;
  const name = stop?.text("name") ?? "";
  const verb: Verb | null = name === "" ? null : { verb: "stop-stream", name };
  const strange = [...others, ...(noun === undefined || stop === null ? [element] : noun.children)].map(unknown);
  const without = stop !== null && verb === null ? [unknown(element)] : [];
  return { verb, warnings: [...attributes.warnings(), ...(stop?.warnings() ?? []), ...strange, ...without] };
}

function streamIn(
  element: DocumentElement,
  base: string | null,
  { isHeard }: { readonly isHeard: boolean },
): { readonly stream: MediaStreamOptions | null; readonly warnings: readonly DocumentWarning[] } {
  const [noun, ...others] = element.children;
  if (noun?.name !== "Stream") return { stream: null, warnings: [unknown(noun ?? element), ...others.map(unknown)] };
  const attributes = attributesOf(noun, base);
  const url = socketAddress(attributes.text("url") ?? "");
  // A bidirectional stream receives the caller's audio only, not the audio that it plays itself.
  const track = attributes.choice("track", isHeard ? ["inbound_track"] : TRACK_NAMES, "inbound_track");
  const { parameters, warnings } = parametersOf(noun);
  const read = {
    name: (attributes.text("name") ?? "").slice(0, NAME_MAX),
    tracks: TRACKS[track],
    parameters,
    statusCallback: attributes.hook("statusCallback", "statusCallbackMethod"),
  };
  const all = [...attributes.warnings(), ...warnings, ...others.map(unknown)];
  if (url === null) return { stream: null, warnings: [...all, { ...unknown(noun), attribute: "url" }] };
  return { stream: { ...read, url }, warnings: all };
}

/** The WebSocket URL exactly as in the document, because the signature covers it. */
function socketAddress(text: string): string | null {
  const url = text.length > ADDRESS_MAX ? null : URL.parse(text);
  return url !== null && (url.protocol === "wss:" || url.protocol === "ws:") ? text : null;
}

function parametersOf({ children }: DocumentElement): {
  readonly parameters: MediaStreamOptions["parameters"];
  readonly warnings: readonly DocumentWarning[];
} {
  const read = children.map((child) => {
    const { name = "", value = "" } = child.attributes;
    return {
      isOne: child.name === "Parameter" && name !== "" && name.length + value.length <= PARAMETER_MAX,
      name,
      value,
      child,
    };
  });
  const named = read.filter(({ isOne }) => isOne).slice(0, PARAMETERS_MAX);
  const without = read.filter((one) => !named.includes(one));
  return {
    parameters: Object.fromEntries(named.map(({ name, value }): [string, string] => [name, value])),
    warnings: without.map(({ child }) => unknown(child)),
  };
}

function unknown({ name: verb }: DocumentElement): DocumentWarning {
  return { number: SCHEMA_WARNING, verb, attribute: null };
}
