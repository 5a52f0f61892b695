/** Kinds of boxes, each with its caption. */
export const BOX_KINDS = [
  "callers",
  "recipients",
  "applications",
  "unplaced",
  "e1",
  "sip",
  "sms-carrier",
  "sbc",
  "e1-gateway",
  "pbx",
  "ip-pbx",
  "cloud-pbx",
  "cpaas",
  "service-centre",
  "noc",
  "colocation",
  "installation",
  "data-centre",
] as const;

/** One of `BOX_KINDS`. */
export type BoxKind = (typeof BOX_KINDS)[number];

/** The texts of the diagram in one language, under `licence.diagram`. `{name}` is replaced by a value; texts are whole sentences, never fragments. */
export interface DiagramWords {
  readonly title: string;
  /** {channels}, {lines}, {agents}. */
  readonly summary: string;
  readonly empty: string;
  readonly kinds: Readonly<Record<BoxKind, string>>;
  readonly names: Readonly<Record<"callers" | "recipients" | "applications" | "unplaced", string>>;
  readonly unnamed: string;
  readonly noOperator: string;
  readonly marked: string;
  readonly lines: Readonly<
    Record<"e1" | "channels" | "agents" | "region" | "vendor" | "rate" | "redundancy" | "several" | "more", string>
  >;
  readonly protocols: Readonly<Record<"isdn-pri" | "sip-udp" | "sip-tcp" | "sip-tls" | "smpp" | "http", string>>;
  readonly sentences: Readonly<
    Record<
      | "trunk"
      | "trunkNowhere"
      | "border"
      | "borderNowhere"
      | "exchange"
      | "exchangeRented"
      | "exchangeNowhere"
      | "carrier"
      | "carrierNowhere"
      | "site"
      | "siteWithoutAgents"
      | "device"
      | "devices",
      string
    >
  >;
}

const PARAM = /\{(\w+)\}/gu;

/** Replaces the placeholders of a text. */
export function fillWords(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(PARAM, (whole, name: string) => String(params[name] ?? whole));
}

/** Control characters, characters that XML forbids, and bidirectional controls. */
const UNSHOWN = /[\p{Cc}\p{Cs}\ufffe\uffff\u202a-\u202e\u2066-\u2069]+/gu;

/** Entered text as a single line that can be displayed anywhere. */
export function shownText(text: string): string {
  return text.toWellFormed().replaceAll(UNSHOWN, " ").replaceAll(/\s+/gu, " ").trim();
}
