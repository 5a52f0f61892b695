import { type DocumentCase, passedOver, whole } from "./document-case.ts";
import { CONFERENCE, STREAMS } from "./document-meetings.ts";
import { PASSED_OVER } from "./document-others.ts";
import { SPEECH } from "./document-speech.ts";
import { TEXTS } from "./document-texts.ts";

const soundVerb = (heard: object) => ({ verb: "sound", heard });
const VOICE_NOTE = "Accepted for compatibility; each language has one voice.";

const SOUNDS: readonly DocumentCase[] = [
  whole(
    "Say",
    "<Say>Hello</Say>",
    soundVerb({ sound: { sound: "say", text: "Hello", language: "en" }, times: 1 }),
    "Up to 4,096 characters. SSML tags are ignored; their text is spoken.",
  ),
  {
    element: "Say",
    attribute: "language",
    example: `<Say language="id-ID">Halo</Say>`,
    becomes: soundVerb({ sound: { language: "id" } }),
    note: "`id-*` and `ms-*` are spoken in Indonesian, all others in English.",
  },
  {
    element: "Say",
    attribute: "voice",
    example: `<Say voice="Google.id-ID-Standard-A">Halo</Say>`,
    becomes: soundVerb({ sound: { language: "id" } }),
    note: `Its language applies if \`language\` is omitted. ${VOICE_NOTE}`,
  },
  {
    element: "Say",
    attribute: "loop",
    example: `<Say loop="3">Hi</Say>`,
    becomes: soundVerb({ times: 3 }),
    note: "0 means 1,000 times.",
  },
  whole(
    "Play",
    "<Play>/a.wav</Play>",
    soundVerb({ sound: { sound: "fetch", url: "https://app.example/a.wav" } }),
    "WAV (PCM or G.711, 8 to 48 kHz) or MP3 (layer III), up to two minutes and 4 MB. The format is detected from the content, not from the name or type. Cached for one minute.",
  ),
  {
    element: "Play",
    attribute: "loop",
    example: `<Play loop="0">/a.wav</Play>`,
    becomes: soundVerb({ times: 1_000 }),
    note: "0 means 1,000 times.",
  },
  {
    element: "Play",
    attribute: "digits",
    example: `<Play digits="ww12#"/>`,
    becomes: soundVerb({ sound: { sound: "keys", keys: "ww12#" } }),
    note: "Sent as in-band DTMF tones.",
  },
  whole("Pause", "<Pause/>", soundVerb({ sound: { sound: "pause", ms: 1_000 } })),
  {
    element: "Pause",
    attribute: "length",
    example: `<Pause length="3"/>`,
    becomes: soundVerb({ sound: { ms: 3_000 } }),
    note: "Up to 600 seconds.",
  },
];

const GATHER: readonly DocumentCase[] = [
  whole(
    "Gather",
    "<Gather><Say>Press a key</Say></Gather>",
    { verb: "gather", endKey: "#", waitMs: 5_000, digitsMax: 128, prompts: [{}] },
    "The first key or word stops the nested `Say`, `Play` or `Pause`.",
  ),
  {
    element: "Gather",
    attribute: "action",
    example: `<Gather action="keys"/>`,
    becomes: { action: { url: "https://app.example/keys", method: "POST" } },
    note: "Default: the URL of the current document.",
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
    note: "Empty: no key ends the input.",
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
    bargeIn: "The first key or word always stops the audio.",
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
      "Retried for up to one day; see [status callbacks](cpaas-rest.md#status-callbacks).",
    ),
    one("statusCallbackMethod", `${CALLED_AT} statusCallbackMethod="GET"`, { ...CALLED, method: "GET" }, ""),
    one(
      "statusCallbackEvent",
      `${CALLED_AT} statusCallbackEvent="ringing initiated"`,
      { ...CALLED, events: ["initiated", "ringing"] },
      "`initiated`, `ringing`, `answered`, `completed`; default `completed`.",
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
    one(name, RECORDED_AT, RECORDED, "Called when the recording is available."),
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
    "Uses the call centre's trunks, permissions and spending limits. Emergency numbers and government codes are refused in every format.",
  ),
  whole(
    "Number",
    "<Dial><Number>0812-3456-7890</Number><Number>101</Number></Dial>",
    { parties: [{ number: "081234567890" }, { number: "101" }] },
    "Up to ten parties ring at once.",
  ),
  ...statusCallbackCases("Number", "+6281"),
  whole(
    "Sip",
    "<Dial><Sip>sip:101@pbx.example</Sip></Dial>",
    { parties: [{ number: "101", isInHouse: true }] },
    "Phones and codes of this call centre, by the user part of the URI; other SIP servers are not dialled.",
  ),
  ...statusCallbackCases("Sip", "sip:101@pbx.example"),
  whole(
    "Client",
    "<Dial><Client>101</Client></Dial>",
    { parties: [{ number: "101", isInHouse: true }] },
    "The desk or browser phone of that extension; any other name is a browser client with an access token ([details](browser-clients.md)).",
  ),
  ...statusCallbackCases("Client", "101"),
  {
    element: "Identity",
    attribute: null,
    becomes: { parties: [{ number: "client:sari", isInHouse: true }] },
    example: `<Dial><Client statusCallback="/status"><Identity>sari</Identity></Client></Dial>`,
    note: "Same as the name as text of `Client`; a `Parameter` beside it is ignored.",
  },
  {
    element: "Uri",
    attribute: null,
    becomes: { parties: [{ number: "101", isInHouse: true }] },
    example: "<Dial><Sip><Uri>sip:101@pbx.example</Uri></Sip></Dial>",
    note: "Same as the URI as text of `Sip`; only the first one is used.",
  },
  {
    element: "Dial",
    attribute: "action",
    example: `<Dial action="/after">101</Dial>`,
    becomes: { action: { url: "https://app.example/after", method: "POST" } },
    note: "Receives `DialCallStatus`, `DialCallSid`, `DialCallDuration`, `DialBridged`; also called when the caller hangs up.",
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
    callerId: "The caller ID is always the called code, as the numbering rules require.",
    record: "The number's recording setting and its announcement apply.",
    answerOnBridge: "The call is answered before the dialled party rings.",
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
    "Connects to the first caller of a queue for whom no agent is ringing; rings up to `timeout` until there is one. `DialCallStatus` is `completed`, `no-answer`, or `failed` for an unknown queue; the caller's `QueueResult` is `bridged`.",
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
    "The name of a queue of the call centre, whose agents serve the caller. An unknown name gives a warning (12200) and `QueueResult=error`.",
  ),
  {
    element: "Enqueue",
    attribute: "action",
    example: `<Enqueue action="/after">q</Enqueue>`,
    becomes: { action: { url: "https://app.example/after" } },
    note: "Receives `QueueResult` (`bridged`, `leave`, `queue-full`, `error`; `hangup` if the caller hung up), `QueueTime` and `QueueSid`.",
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
    note: "Requested repeatedly while the caller waits, with `QueuePosition`, `QueueTime`, `AvgQueueTime`, `CurrentQueueSize` and `QueueSid`. May contain `Say`, `Play`, `Pause`, `Redirect`, `Leave`, `Hangup`. The queue's music plays until the first response, and if the request fails or is silent; the queue's own position announcements are off.",
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
    note: "Receives `RecordingUrl`, `RecordingSid`, `RecordingDuration`, and `Digits=hangup` if the caller hung up. Default: the URL of the current document.",
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
    note: "`false` applies only if the number's settings announce recording or ask for consent; otherwise the beep is played.",
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
    "Documents that redirect to each other without audio share ten seconds. Default: the URL of the current document.",
  ),
  {
    element: "Redirect",
    attribute: "method",
    example: `<Redirect method="GET">/n</Redirect>`,
    becomes: { to: { method: "GET" } },
    note: "",
  },
  whole("Reject", "<Reject/>", { verb: "reject", reason: "rejected" }, "Only before a verb that answers the call."),
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
    "In a document of `waitUrl`: the caller leaves the queue, and the document after `Enqueue` continues. No effect elsewhere.",
  ),
  ...TEXTS,
  whole(
    "Refer",
    "<Refer><Sip>sip:+62215550000@example.com</Sip></Refer>",
    { verb: "refer", number: "+62215550000", action: null },
    "In a SIP call: asks the caller's phone or trunk to dial the target itself (REFER, RFC 3515). The target must be a number that the call may dial; from a phone, an extension too. The caller hears ringback, up to 30 seconds after the REFER is accepted. Without `action`, success ends the call; if refused, the document continues. Only the user part of the URI is used.",
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
    return `| ${name} | ${becomes === null ? "ignored" : "supported"} | \`${example}\` | ${note} |`;
  });
  return [
    "<!-- Written by tools/generate.ts from testkit/document-cases.ts; each row is tried by a test. -->",
    "# TwiML verbs",
    "",
    "The verbs, nouns and attributes of TwiML, and their support. Ignored ones do no harm: the rest of the document runs, and the request",
    "log shows a warning (12200) for seven days. The guide is [cpaas.md](cpaas.md).",
    "",
    "| Verb or attribute | Support | Example | Notes |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
