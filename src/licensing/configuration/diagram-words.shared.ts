/** Kinds of box, each with a caption of its own. */
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

/**
 * The words of the diagram in one language: the texts under `licence.diagram`. `{name}` stands for what is put in; whole
 * sentences, never parts of them.
 */
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

/** Puts values into a text. */
export function fillWords(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(PARAM, (whole, name: string) => String(params[name] ?? whole));
}

/** Signs below space, what no XML may hold, and signs that turn the direction of what follows. */
const UNSHOWN = /[\p{Cc}\p{Cs}\ufffe\uffff\u202a-\u202e\u2066-\u2069]+/gu;

/** What somebody typed as one line that can be shown anywhere. */
export function shownText(text: string): string {
  return text.toWellFormed().replaceAll(UNSHOWN, " ").replaceAll(/\s+/gu, " ").trim();
}
