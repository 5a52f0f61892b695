import { type DocumentCase, passedOver, whole } from "./document-case.ts";
import { CONFERENCE, STREAMS } from "./document-meetings.ts";
import { PASSED_OVER } from "./document-others.ts";
import { SPEECH } from "./document-speech.ts";
import { TEXTS } from "./document-texts.ts";

const soundVerb = (heard: object) => ({ verb: "sound", heard });
const VOICE_NOTE = "Kept for code that has it; one voice speaks each language.";

const SOUNDS: readonly DocumentCase[] = [
  whole(
    "Say",
    "<Say>Hello</Say>",
    soundVerb({ sound: { sound: "say", text: "Hello", language: "en" }, times: 1 }),
    "Up to 4,096 characters. Marks of speech (SSML) are passed over, and their text is said.",
  ),
  {
    element: "Say",
    attribute: "language",
    example: `<Say language="id-ID">Halo</Say>`,
    becomes: soundVerb({ sound: { language: "id" } }),
    note: "`id-*` and `ms-*` are spoken in Indonesian, everything else in English.",
  },
  {
    element: "Say",
    attribute: "voice",
    example: `<Say voice="Google.id-ID-Standard-A">Halo</Say>`,
    becomes: soundVerb({ sound: { language: "id" } }),
    note: `The language in its name counts where \`language\` is left out. ${VOICE_NOTE}`,
  },
  {
    element: "Say",
    attribute: "loop",
    example: `<Say loop="3">Hi</Say>`,
    becomes: soundVerb({ times: 3 }),
    note: "0 is 1,000 times.",
  },
  whole(
    "Play",
    "<Play>/a.wav</Play>",
    soundVerb({ sound: { sound: "fetch", url: "https://app.example/a.wav" } }),
    "WAV of PCM or G.711, at 8 to 48 kHz, or MP3 (layer III); two minutes and 4 MB at the most. What it is tells its content, not its name or type. Heard again without asking for a minute.",
  ),
  {
    element: "Play",
    attribute: "loop",
    example: `<Play loop="0">/a.wav</Play>`,
    becomes: soundVerb({ times: 1_000 }),
    note: "0 is 1,000 times.",
  },
  {
    element: "Play",
    attribute: "digits",
    example: `<Play digits="ww12#"/>`,
    becomes: soundVerb({ sound: { sound: "keys", keys: "ww12#" } }),
    note: "As tones within the sound.",
  },
  whole("Pause", "<Pause/>", soundVerb({ sound: { sound: "pause", ms: 1_000 } })),
  {
    element: "Pause",
    attribute: "length",
    example: `<Pause length="3"/>`,
    becomes: soundVerb({ sound: { ms: 3_000 } }),
    note: "600 seconds at the most.",
  },
];

const GATHER: readonly DocumentCase[] = [
  whole(
    "Gather",
    "<Gather><Say>Press a key</Say></Gather>",
    { verb: "gather", endKey: "#", waitMs: 5_000, digitsMax: 128, prompts: [{}] },
    "`Say`, `Play` and `Pause` within it are cut by the first key, or the first word.",
  ),
  {
    element: "Gather",
    attribute: "action",
    example: `<Gather action="keys"/>`,
    becomes: { action: { url: "https://app.example/keys", method: "POST" } },
    note: "Left out: the document's own address.",
  },
  {
    element: "Gather",
    attribute: "method",
    example: `<Gather action="/k" method="GET"/>`,
    becomes: { action: { method: "GET" } },
    note: "",
  },
  {
    element: "Gather",
    attribute: "timeout",
    example: `<Gather timeout="9"/>`,
    becomes: { waitMs: 9_000 },
    note: "",
  },
  {
    element: "Gather",
    attribute: "finishOnKey",
    example: `<Gather finishOnKey="*"/>`,
    becomes: { endKey: "*" },
    note: "Empty for none.",
  },
  {
    element: "Gather",
    attribute: "numDigits",
    example: `<Gather numDigits="4"/>`,
    becomes: { digitsMax: 4 },
    note: "",
  },
  {
    element: "Gather",
    attribute: "actionOnEmptyResult",
    example: `<Gather actionOnEmptyResult="true"/>`,
    becomes: { asksWhenEmpty: true },
    note: "",
  },
  ...SPEECH,
  ...passedOver("Gather", (one) => `<Gather ${one}/>`, {
    bargeIn: "The first key or word always cuts what is heard.",
    speechModel: "",
    profanityFilter: "",
    partialResultCallback: "",
    partialResultCallbackMethod: "",
    enhanced: "",
    debug: "",
    maxSpeechTime: "",
  }),
];

const CALLED_AT = `statusCallback="/status"`;
const CALLED = { url: "https://app.example/status", method: "POST", events: ["completed"] };

/** Status callbacks of a dialled party. */
function statusCallbackCases(element: "Number" | "Sip" | "Client", whom: string): readonly DocumentCase[] {
  const one = (attribute: string, attributes: string, told: object, note: string): DocumentCase => ({
    element,
    attribute,
    note,
    example: `<Dial><${element} ${attributes}>${whom}</${element}></Dial>`,
    becomes: { parties: [{ told: { status: told } }] },
  });
  return [
    one(
      "statusCallback",
      CALLED_AT,
      CALLED,
      "Kept and told again until it is heard, for a day; see the guide of the REST interface.",
    ),
    one("statusCallbackMethod", `${CALLED_AT} statusCallbackMethod="GET"`, { ...CALLED, method: "GET" }, ""),
    one(
      "statusCallbackEvent",
      `${CALLED_AT} statusCallbackEvent="ringing initiated"`,
      { ...CALLED, events: ["initiated", "ringing"] },
      "`initiated`, `ringing`, `answered`, `completed`; the end alone without it.",
    ),
  ];
}

const RECORDED_AT = `recordingStatusCallback="/recorded"`;
const RECORDED = { url: "https://app.example/recorded", method: "POST", events: ["completed"] };

/** Status callbacks of a recording. */
function recordedCases(
  element: "Dial" | "Record",
  within: (attributes: string) => string,
  becomes: (told: object) => object,
): readonly DocumentCase[] {
  const name = "recordingStatusCallback";
  const one = (attribute: string, attributes: string, recording: object, note: string): DocumentCase => ({
    element,
    attribute,
    example: within(attributes),
    becomes: becomes({ recording }),
    note,
  });
  return [
    one(name, RECORDED_AT, RECORDED, "Called when the recording can be heard."),
    one(`${name}Method`, `${RECORDED_AT} ${name}Method="GET"`, { ...RECORDED, method: "GET" }, ""),
    one(
      `${name}Event`,
      `${RECORDED_AT} ${name}Event="absent completed"`,
      { ...RECORDED, events: ["completed", "absent"] },
      "`completed` and `absent`.",
    ),
  ];
}

const DIAL: readonly DocumentCase[] = [
  whole(
    "Dial",
    "<Dial>+6281234567890</Dial>",
    { verb: "dial", parties: [{ number: "+6281234567890", isInHouse: false }], ringMs: 30_000, talkMs: null },
    "By the call centre's own lines, permissions and spending limits; never to an emergency number or a code of the state, however it is written.",
  ),
  whole(
    "Number",
    "<Dial><Number>0812-3456-7890</Number><Number>101</Number></Dial>",
    { parties: [{ number: "081234567890" }, { number: "101" }] },
    "Ten ring at once at the most.",
  ),
  ...statusCallbackCases("Number", "+6281"),
  whole(
    "Sip",
    "<Dial><Sip>sip:101@pbx.example</Sip></Dial>",
    { parties: [{ number: "101", isInHouse: true }] },
    "Phones and codes of the call centre alone, by the user part; no other SIP server.",
  ),
  ...statusCallbackCases("Sip", "sip:101@pbx.example"),
  whole(
    "Client",
    "<Dial><Client>101</Client></Dial>",
    { parties: [{ number: "101", isInHouse: true }] },
    "The phone of that extension, in a browser or on a desk; any other name is a browser that was let in by an access token ([more](browser-clients.md)).",
  ),
  ...statusCallbackCases("Client", "101"),
  {
    element: "Identity",
    attribute: null,
    becomes: { parties: [{ number: "client:sari", isInHouse: true }] },
    example: `<Dial><Client statusCallback="/status"><Identity>sari</Identity></Client></Dial>`,
    note: "The same as a name that stands in `Client` itself; `Parameter` beside it is passed over.",
  },
  {
    element: "Uri",
    attribute: null,
    becomes: { parties: [{ number: "101", isInHouse: true }] },
    example: "<Dial><Sip><Uri>sip:101@pbx.example</Uri></Sip></Dial>",
    note: "The same as an address that stands in `Sip` itself; the first one counts.",
  },
  {
    element: "Dial",
    attribute: "action",
    example: `<Dial action="/after">101</Dial>`,
    becomes: { action: { url: "https://app.example/after", method: "POST" } },
    note: "Receives `DialCallStatus`, `DialCallSid`, `DialCallDuration`, `DialBridged`; for the last time when the caller hangs up.",
  },
  {
    element: "Dial",
    attribute: "method",
    example: `<Dial action="/a" method="get">101</Dial>`,
    becomes: { action: { method: "GET" } },
    note: "",
  },
  {
    element: "Dial",
    attribute: "timeout",
    example: `<Dial timeout="12">101</Dial>`,
    becomes: { ringMs: 12_000 },
    note: "",
  },
  {
    element: "Dial",
    attribute: "timeLimit",
    example: `<Dial timeLimit="60">101</Dial>`,
    becomes: { talkMs: 60_000 },
    note: "",
  },
  {
    element: "Dial",
    attribute: "hangupOnStar",
    example: `<Dial hangupOnStar="true">101</Dial>`,
    becomes: { endsOnStar: true },
    note: "",
  },
  ...passedOver("Dial", (one) => `<Dial ${one}>101</Dial>`, {
    callerId: "The code that was called is shown, as the law of the number wants it.",
    record: "The setting of the number counts, with what its callers are told.",
    answerOnBridge: "The call is answered before it rings.",
    trim: "",
    ringTone: "",
    sequential: "",
    referUrl: "",
    referMethod: "",
    recordingTrack: "",
  }),
  ...CONFERENCE,
  ...recordedCases(
    "Dial",
    (attributes) => `<Dial ${attributes}>101</Dial>`,
    (told) => ({ parties: [{ told }] }),
  ),
  whole(
    "Queue",
    "<Dial><Queue>sales</Queue></Dial>",
    { verb: "take", queue: "sales", ringMs: 30_000, talkMs: null },
    "Talks with the first caller of one of the call centre's queues whom no agent is being rung for; rings until there is one, `timeout` long. The dial ends as `completed`, `no-answer`, or `failed` where there is no such queue; the caller's `Enqueue` as `bridged`.",
  ),
  ...passedOver("Queue", (one) => `<Dial><Queue ${one}>sales</Queue></Dial>`, {
    url: "",
    method: "",
    reservationSid: "",
    postWorkActivitySid: "",
  }),
];

const OTHERS: readonly DocumentCase[] = [
  whole(
    "Enqueue",
    "<Enqueue>Penjualan</Enqueue>",
    { verb: "enqueue", queue: "Penjualan" },
    "One of the call centre's queues by its name; its agents serve the caller. A name there is no queue of is warned of (12200), and the action is told `error`.",
  ),
  {
    element: "Enqueue",
    attribute: "action",
    example: `<Enqueue action="/after">q</Enqueue>`,
    becomes: { action: { url: "https://app.example/after" } },
    note: "Receives `QueueResult` (`bridged`, `leave`, `queue-full`, `error`), `QueueTime` and `QueueSid`; `hangup` when the caller has hung up.",
  },
  {
    element: "Enqueue",
    attribute: "method",
    example: `<Enqueue action="/a" method="GET">q</Enqueue>`,
    becomes: { action: { method: "GET" } },
    note: "",
  },
  {
    element: "Enqueue",
    attribute: "waitUrl",
    example: `<Enqueue waitUrl="/wait">q</Enqueue>`,
    becomes: { wait: { url: "https://app.example/wait", method: "POST" } },
    note: "Asked while the caller waits, again and again, with `QueuePosition`, `QueueTime`, `AvgQueueTime`, `CurrentQueueSize` and `QueueSid`: `Say`, `Play`, `Pause`, `Redirect`, `Leave`, `Hangup`. The queue's music is heard until it answers, and where it fails or says nothing; the queue tells no places beside it.",
  },
  {
    element: "Enqueue",
    attribute: "waitUrlMethod",
    becomes: { wait: { method: "GET" } },
    note: "",
    example: `<Enqueue waitUrl="/w" waitUrlMethod="GET">q</Enqueue>`,
  },
  ...passedOver("Enqueue", (one) => `<Enqueue ${one}>q</Enqueue>`, { workflowSid: "" }),
  whole("Record", "<Record/>", {
    verb: "record",
    secondsMax: 3_600,
    silenceMs: 5_000,
    endKeys: "1234567890*#",
    hasBeep: true,
  }),
  {
    element: "Record",
    attribute: "action",
    example: `<Record action="/kept"/>`,
    becomes: { action: { url: "https://app.example/kept" } },
    note: "Receives `RecordingUrl`, `RecordingSid`, `RecordingDuration`, and `Digits=hangup` when the caller ended it so. Left out: the document's own address.",
  },
  {
    element: "Record",
    attribute: "method",
    example: `<Record action="/k" method="GET"/>`,
    becomes: { action: { method: "GET" } },
    note: "",
  },
  {
    element: "Record",
    attribute: "timeout",
    example: `<Record timeout="3"/>`,
    becomes: { silenceMs: 3_000 },
    note: "",
  },
  {
    element: "Record",
    attribute: "maxLength",
    example: `<Record maxLength="30"/>`,
    becomes: { secondsMax: 30 },
    note: "",
  },
  {
    element: "Record",
    attribute: "finishOnKey",
    example: `<Record finishOnKey="#"/>`,
    becomes: { endKeys: "#" },
    note: "",
  },
  {
    element: "Record",
    attribute: "playBeep",
    example: `<Record playBeep="false"/>`,
    becomes: { hasBeep: false },
    note: "The beep is left out only where the caller has been told or asked, as his number says; else it sounds.",
  },
  ...passedOver("Record", (one) => `<Record ${one}/>`, {
    trim: "",
    transcribe: "",
    transcribeCallback: "",
  }),
  ...recordedCases(
    "Record",
    (attributes) => `<Record ${attributes}/>`,
    (told) => ({ told }),
  ),
  whole(
    "Redirect",
    "<Redirect>/next</Redirect>",
    { verb: "redirect", to: { url: "https://app.example/next", method: "POST" } },
    "Documents that lead to others without a sound share ten seconds. Without an address it leads to the document's own.",
  ),
  {
    element: "Redirect",
    attribute: "method",
    example: `<Redirect method="GET">/n</Redirect>`,
    becomes: { to: { method: "GET" } },
    note: "",
  },
  whole("Reject", "<Reject/>", { verb: "reject", reason: "rejected" }, "Before anything that answers the call."),
  {
    element: "Reject",
    attribute: "reason",
    example: `<Reject reason="busy"/>`,
    becomes: { reason: "busy" },
    note: "",
  },
  whole("Hangup", "<Hangup/>", { verb: "hang-up" }),
  whole(
    "Leave",
    "<Leave/>",
    { verb: "leave" },
    "In what `waitUrl` of `Enqueue` answers: the caller waits no more, and the document behind `Enqueue` goes on. Elsewhere it does nothing.",
  ),
  ...TEXTS,
  whole(
    "Refer",
    "<Refer><Sip>sip:+62215550000@example.com</Sip></Refer>",
    { verb: "refer", number: "+62215550000", action: null },
    "In a call that came by SIP: its telephone or line is asked to call somebody itself (RFC 3515), whom the call might dial; a telephone an extension too. The caller hears ringing, for 30 seconds at the most once it has agreed. Done without an action it ends the call; refused, the document goes on. Of the address the number counts, and no host.",
  ),
  {
    element: "Refer",
    attribute: "action",
    becomes: { action: { url: "https://app.example/after" } },
    example: `<Refer action="/after"><Sip>sip:101@example.com</Sip></Refer>`,
    note: "Receives `ReferCallStatus` (`completed`, `busy`, `no-answer`, `failed`), `ReferSipResponseCode`, `NotifySipResponseCode`.",
  },
  {
    element: "Refer",
    attribute: "method",
    becomes: { action: { method: "GET" } },
    note: "",
    example: `<Refer action="/a" method="GET"><Sip>sip:101@example.com</Sip></Refer>`,
  },
];

const NAMED: readonly DocumentCase[] = [...SOUNDS, ...GATHER, ...DIAL, ...STREAMS, ...OTHERS];
const isNamed = ({ element, attribute }: DocumentCase): boolean =>
  NAMED.some((one) => one.element === element && one.attribute === attribute);

/** All cases of documents, in the order of the guide. */
export const DOCUMENT_CASES: readonly DocumentCase[] = [...NAMED, ...PASSED_OVER.filter((one) => !isNamed(one))];

/** The guide's table of the cases. */
export function documentGuide(): string {
  const rows = DOCUMENT_CASES.map(({ element, attribute, example, becomes, note }) => {
    const name = attribute === null ? `**\`<${element}>\`**` : `\`<${element}>\` \`${attribute}\``;
    return `| ${name} | ${becomes === null ? "passed over" : "carried out"} | \`${example}\` | ${note} |`;
  });
  return [
    "<!-- Written by tools/generate.ts from testkit/document-cases.ts; each row is tried by a test. -->",
    "# Verbs of documents",
    "",
    "What the documents of an application may say, and what comes of it. What is passed over does no harm: the rest of the document is",
    "carried out, and the exchange is kept with a warning (12200) for seven days. The guide is [cpaas.md](cpaas.md).",
    "",
    "| what | | for example | to know |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
