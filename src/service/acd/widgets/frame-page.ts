import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { LIMITS, WORK } from "./widget-limits.shared.ts";

type Locale = "id" | "en";

const word = z.string();

/** The texts of the frame. */
export const frameWordsSchema = z.object({
  title: word,
  intro: word,
  number: word,
  numberHint: word,
  when: word,
  now: word,
  later: word,
  chooseTime: word,
  timeHint: word,
  topic: word,
  topicHint: word,
  own: word,
  send: word,
  sending: word,
  orCall: word,
  doneTitle: word,
  doneNow: word,
  doneLater: word,
  closed: word,
  opensAt: word,
  noTimes: word,
  failed: word,
  numberMissing: word,
  timeMissing: word,
  ownMissing: word,
  preview: word,
  noScript: word,
  use: word,
  talk: z.object({
    title: word,
    hint: word,
    start: word,
    orAsk: word,
    loading: word,
    microphone: word,
    connecting: word,
    ringing: word,
    talking: word,
    waiting: word,
    ended: word,
    instead: word,
    mute: word,
    keys: word,
    end: word,
    star: word,
    hash: word,
    lasts: word,
    faults: z.object({
      refused: word,
      none: word,
      impossible: word,
      busy: word,
      closed: word,
      unheard: word,
      lost: word,
    }),
  }),
});

type FrameWords = z.infer<typeof frameWordsSchema>;

/** The content of a frame. */
export interface FrameFacts {
  readonly locale: Locale;
  readonly theme: "light" | "dark" | "auto";
  readonly isCorner: boolean;
  readonly key: string;
  /** The display name of the call centre. */
  readonly centre: string;
  readonly title: string;
  readonly intro: string;
  /** The number of the call centre. */
  readonly code: string;
  readonly zone: string;
  readonly nowOffered: boolean;
  /** The maximum of minutes of a call by WebRTC; null when it is not offered now. */
  readonly talkMinutes: number | null;
  readonly times: readonly number[];
  /** The next opening when the call centre is closed and no time can be chosen. */
  readonly opensAtMs: number | null;
  readonly accents: { readonly light: string; readonly dark: string };
  /** The origin of the embedding page; null in a preview, which sends nothing. */
  readonly origin: string | null;
  readonly ticket: { readonly ticket: string; readonly seed: string } | null;
  readonly script: string;
  readonly style: string;
  readonly nonce: string;
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The HTML of the frame. */
export function framePage(facts: FrameFacts, words: FrameWords): string {
  const { locale, theme, isCorner, nonce, accents, script, style, centre } = facts;
  const title = escaped(facts.title === "" ? words.title : facts.title);
  const canAsk = facts.nowOffered || facts.times.length > 0;
  return `<!doctype html>
<html lang="${locale}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – ${escaped(centre)}</title>
<style nonce="${nonce}">:root{--accent-light:${accents.light};--accent-dark:${accents.dark}}</style>
<link rel="stylesheet" href="${style}">
</head>
<body data-place="${isCorner ? "corner" : "page"}" data-config="${escaped(JSON.stringify(configOf(facts, words)))}">
<main>
<details${isCorner ? "" : " open"}>
<summary id="summary"><h1>${title}</h1></summary>
<div class="rest">
<p class="beside-talk">${escaped(facts.intro === "" ? words.intro.replace("{centre}", centre) : facts.intro)}</p>
${facts.talkMinutes === null ? "" : talkPart(facts.talkMinutes, { talk: words.talk, canAsk })}
<div class="beside-talk rest">
${canAsk ? form(facts, words) : facts.talkMinutes === null ? `<p>${escaped(closedText(facts, words))}</p>` : ""}
</div>
<p>${words.orCall.replace("{code}", `<a href="tel:${escaped(facts.code)}" target="_top">${escaped(facts.code)}</a>`)}</p>
</div>
</details>
</main>
<script type="module" src="${script}"></script>
</body>
</html>
`;
}

function configOf({ key, origin, ticket }: FrameFacts, words: FrameWords) {
  const { talk, failed, numberMissing, timeMissing, ownMissing, preview, sending, doneNow, doneLater } = words;
  return {
    key,
    origin,
    ticket,
    puzzles: WORK.puzzles,
    bits: WORK.bits,
    words: { talk, failed, numberMissing, timeMissing, ownMissing, preview, sending, doneNow, doneLater },
  };
}

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

/** The part for calls by WebRTC: one button before the call, then its state and controls. */
function talkPart(
  minutes: number,
  { talk, canAsk }: { readonly talk: FrameWords["talk"]; readonly canAsk: boolean },
): string {
  const named: Readonly<Record<string, string>> = { "*": talk.star, "#": talk.hash };
  const keys = KEYS.map((key) => {
    const label = named[key] === undefined ? "" : ` aria-label="${escaped(named[key])}"`;
    return `<button type="button" class="key" data-key="${key}"${label}>${key}</button>`;
  });
  return `<section id="talk" aria-labelledby="talk-title">
<h2 id="talk-title">${escaped(talk.title)}</h2>
<p class="soft beside-talk" id="talk-hint">${escaped(talk.hint)} ${escaped(talk.lasts.replace("{minutes}", String(minutes)))}</p>
<button type="button" id="talk-start" aria-describedby="talk-hint">${escaped(talk.start)}</button>
<p id="talk-state" role="status" tabindex="-1"></p>
<div id="talk-call" hidden>
<p class="soft"><span id="talk-time" aria-hidden="true"></span></p>
<div class="acts">
<button type="button" class="plain" id="talk-mute" aria-pressed="false">${escaped(talk.mute)}</button>
<button type="button" class="plain" id="talk-more" aria-expanded="false" aria-controls="talk-keys">${escaped(talk.keys)}</button>
<button type="button" class="bad" id="talk-end">${escaped(talk.end)}</button>
</div>
<div id="talk-keys" role="group" aria-label="${escaped(talk.keys)}" hidden>${keys.join("")}</div>
</div>
${canAsk ? `<p class="soft beside-talk">${escaped(talk.orAsk)}</p>` : ""}
</section>`;
}

function closedText({ opensAtMs, locale, zone }: FrameFacts, words: FrameWords): string {
  if (opensAtMs === null) return words.closed;
  const { day, time } = spoken(opensAtMs, { locale, zone });
  return words.opensAt.replace("{at}", `${day}, ${time}`);
}

function form(facts: FrameFacts, words: FrameWords): string {
  return `<noscript><p>${escaped(words.noScript)}</p></noscript>
<form novalidate>
<p id="error" role="alert" tabindex="-1" hidden></p>
<div><label class="label" for="number">${words.number}</label>
<p class="soft" id="number-hint">${words.numberHint}</p>
<input type="tel" id="number" name="number" autocomplete="tel" maxlength="${LIMITS.number}" required aria-describedby="number-hint"></div>
${whenFields(facts, words)}
<div><label class="label" for="topic">${words.topic}</label>
<input type="text" id="topic" name="topic" autocomplete="off" maxlength="${LIMITS.topic}" aria-describedby="topic-hint">
<p class="soft" id="topic-hint">${words.topicHint}</p></div>
<label class="choice"><input type="checkbox" id="own" name="own" required><span>${words.own}</span></label>
<p class="soft">${escaped(words.use.replace("{centre}", () => facts.centre))}</p>
<button type="submit" id="send">${words.send}</button>
<p id="status" role="status"></p>
</form>
<div id="done" hidden><h2 id="done-title" tabindex="-1">${words.doneTitle}</h2><p id="done-text"></p></div>`;
}

function whenFields({ nowOffered, times, zone, locale }: FrameFacts, words: FrameWords): string {
  const radio = (id: "now" | "later", isOnly: boolean): string =>
    `<label class="choice"><input type="radio" name="when" id="${id}" value="${id}"${id === "now" || isOnly ? " checked" : ""}><span>${words[id]}</span></label>`;
  const choices = [nowOffered ? radio("now", false) : "", times.length > 0 ? radio("later", !nowOffered) : ""];
  const chooser =
    times.length === 0
      ? nowOffered
        ? ""
        : `<p class="soft">${words.noTimes}</p>`
      : `<div id="when"><label class="label" for="at">${words.chooseTime}</label>
<p class="soft" id="at-hint">${escaped(words.timeHint.replace("{zone}", ZONES[zone] ?? zone))}</p>
<select id="at" name="at" aria-describedby="at-hint">${timeOptions(times, { locale, zone })}</select></div>`;
  return `<fieldset><legend>${words.when}</legend>${choices.join("")}</fieldset>${chooser}`;
}

interface Spoken {
  readonly locale: Locale;
  readonly zone: string;
}

const DAY_FORMAT = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" } as const;
const DAY_FORMATTERS = {
  id: new Intl.DateTimeFormat("id-ID", DAY_FORMAT),
  en: new Intl.DateTimeFormat("en-GB", DAY_FORMAT),
} as const;

/** The day and the time of an instant in display form. */
function spoken(atMs: number, { locale, zone }: Spoken): { readonly day: string; readonly time: string } {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  const day = DAY_FORMATTERS[locale].format(local.toPlainDate().toZonedDateTime("UTC").epochMilliseconds);
  const [hour, minute] = [local.hour, local.minute].map((part) => String(part).padStart(2, "0"));
  return { day, time: locale === "id" ? `${hour}.${minute}` : `${hour}:${minute}` };
}

function timeOptions(times: readonly number[], how: Spoken): string {
  return times
    .map((atMs) => {
      const { day, time } = spoken(atMs, how);
      const value = Temporal.Instant.fromEpochMilliseconds(atMs).toString({ fractionalSecondDigits: 3 });
      return `<option value="${value}">${escaped(`${day}, ${time}`)}</option>`;
    })
    .join("");
}

/** The Indonesian time zones by their abbreviations. */
const ZONES: Readonly<Record<string, string>> = {
  "Asia/Jakarta": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};
