import { type DocumentCase, passedOver, whole } from "./document-case.ts";

/** A dialled conference with an attribute. */
const conferring = (attribute: string, becomes: object, note = ""): DocumentCase => ({
  element: "Conference",
  attribute: attribute.split("=")[0] ?? "",
  becomes,
  note,
  example: `<Dial><Conference ${attribute}>room</Conference></Dial>`,
});

/** Conferences. */
export const CONFERENCE: readonly DocumentCase[] = [
  whole(
    "Conference",
    "<Dial><Conference>room</Conference></Dial>",
    {
      verb: "confer",
      name: "room",
      membersMax: 32,
      wait: "music",
      seat: { isMuted: false, beeps: "both", starts: true, ends: false, coachedCallId: null },
    },
    "One of the call centre by its name, alone in its `Dial`. The action is told `DialCallStatus=answered` and `DialCallDuration`; `failed` where it was full.",
  ),
  conferring('muted="true"', { seat: { isMuted: true } }),
  conferring('beep="onEnter"', { seat: { beeps: "enter" } }, "`true`, `false`, `onEnter`, `onExit`."),
  conferring(
    'startConferenceOnEnter="false"',
    { seat: { starts: false } },
    "It begins when two are there and one of them begins it.",
  ),
  conferring('endConferenceOnExit="true"', { seat: { ends: true } }),
  conferring(
    'waitUrl="/music"',
    { wait: { url: "https://app.example/music", method: "POST" } },
    "Heard while nobody is there to be heard, again and again: `Say`, `Play`, `Pause`, `Redirect`, `Hangup`, or a recording itself. Music where it fails or says nothing; an empty one is silence.",
  ),
  {
    element: "Conference",
    attribute: "waitMethod",
    becomes: { wait: { method: "GET" } },
    note: "",
    example: `<Dial><Conference waitUrl="/m" waitMethod="GET">room</Conference></Dial>`,
  },
  conferring('maxParticipants="5"', { membersMax: 5 }, "32 at the most; who comes first has said it."),
  conferring('participantLabel="sales"', { seat: { label: "sales" } }),
  conferring(
    `coach="CA0193b0c47a107c3e9d2f5a6b7c8d9e0f"`,
    { seat: { coachedCallId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f" } },
    "Hears all, and is heard by that call alone.",
  ),
  conferring(
    'statusCallback="/s"',
    { told: { url: "https://app.example/s", method: "POST", events: ["start", "end"] } },
    "[Callbacks](cpaas-rest.md#status-callbacks) go to the address of the first participant that names one, from then on.",
  ),
  {
    element: "Conference",
    attribute: "statusCallbackEvent",
    note: "`start end` without it. Not `modify`, `speaker`, `announcement`.",
    becomes: { told: { events: ["join", "leave", "mute", "hold"] } },
    example: `<Dial><Conference statusCallback="/s" statusCallbackEvent="join leave mute hold">room</Conference></Dial>`,
  },
  {
    element: "Conference",
    attribute: "statusCallbackMethod",
    becomes: { told: { method: "GET" } },
    note: "",
    example: `<Dial><Conference statusCallback="/s" statusCallbackMethod="GET">room</Conference></Dial>`,
  },
  conferring(
    'record="record-from-start"',
    { record: { isTrimmed: true } },
    "Or `true`: from its begin, in one channel; whoever comes first and wants it has said it. Holds who may be recorded, and tells each of them ([more](cpaas-rest.md#conferences)).",
  ),
  {
    element: "Conference",
    attribute: "trim",
    becomes: { record: { isTrimmed: false } },
    example: `<Dial><Conference record="record-from-start" trim="do-not-trim">room</Conference></Dial>`,
    note: "`trim-silence` without it: silence at both ends is left out.",
  },
  {
    element: "Conference",
    attribute: "recordingStatusCallback",
    becomes: { record: { told: { url: "https://app.example/r", method: "POST", events: ["completed"] } } },
    example: `<Dial><Conference record="true" recordingStatusCallback="/r">room</Conference></Dial>`,
    note: "[Callback](cpaas-rest.md#status-callbacks) when the recording can be heard.",
  },
  {
    element: "Conference",
    attribute: "recordingStatusCallbackMethod",
    note: "",
    becomes: { record: { told: { method: "GET" } } },
    example: `<Dial><Conference record="true" recordingStatusCallback="/r" recordingStatusCallbackMethod="GET">room</Conference></Dial>`,
  },
  {
    element: "Conference",
    attribute: "recordingStatusCallbackEvent",
    becomes: { record: { told: { events: ["in-progress", "completed", "absent"] } } },
    example: `<Dial><Conference record="true" recordingStatusCallback="/r" recordingStatusCallbackEvent="in-progress completed absent">room</Conference></Dial>`,
    note: "`completed` without it.",
  },
  ...passedOver("Conference", (one) => `<Dial><Conference ${one}>room</Conference></Dial>`, {
    region: "",
    eventCallbackUrl: "",
    jitterBufferSize: "",
  }),
];

const SOCKET = `url="wss://app.example/s"`;
const streamed = (tracks: readonly string[], more: object = {}) => ({
  stream: { url: "wss://app.example/s", name: "", tracks, parameters: {}, statusCallback: null, ...more },
});
const connecting = (more: object = {}) => ({ verb: "connect-stream", ...streamed(["inbound"], more) });
const starting = (tracks = ["inbound"], more: object = {}) => ({ verb: "start-stream", ...streamed(tracks, more) });
const start = (within: string) => `<Start><Stream ${SOCKET} ${within}/></Start>`;

/** Streams of sound. */
export const STREAMS: readonly DocumentCase[] = [
  whole(
    "Connect",
    `<Connect><Stream ${SOCKET}/></Connect>`,
    { ...connecting(), action: null },
    "`Stream` alone. Goes on when the socket ends; one that cannot be opened in five seconds or says nothing for ten has failed. [More](media-streams.md).",
  ),
  {
    element: "Connect",
    attribute: "action",
    becomes: { action: { url: "https://app.example/after" } },
    example: `<Connect action="/after"><Stream ${SOCKET}/></Connect>`,
    note: "Receives `StreamSid`, `StreamEvent` and `StreamError`.",
  },
  {
    element: "Connect",
    attribute: "method",
    becomes: { action: { method: "GET" } },
    example: `<Connect action="/a" method="GET"><Stream ${SOCKET}/></Connect>`,
    note: "",
  },
  whole("Start", `<Start><Stream ${SOCKET}/></Start>`, starting(), "`Stream` alone; five of them in a call."),
  whole("Stop", `<Stop><Stream name="ears"/></Stop>`, { verb: "stop-stream", name: "ears" }, "By its name."),
  whole(
    "Stream",
    start(""),
    starting(),
    "`wss` to the public Internet with a certificate of its name, as hooks; µ-law at 8,000 Hz.",
  ),
  {
    element: "Stream",
    attribute: "name",
    example: start(`name="ears"`),
    becomes: starting(["inbound"], { name: "ears" }),
    note: "Once in a call.",
  },
  {
    element: "Stream",
    attribute: "track",
    example: start(`track="both_tracks"`),
    becomes: starting(["inbound", "outbound"]),
    note: "Within `Connect` `inbound_track` alone.",
  },
  {
    element: "Stream",
    attribute: "statusCallback",
    example: start(`statusCallback="/s"`),
    becomes: starting(["inbound"], { statusCallback: { url: "https://app.example/s", method: "POST" } }),
    note: "[Callbacks](cpaas-rest.md#status-callbacks): `stream-started`, `stream-stopped`, `stream-error`.",
  },
  {
    element: "Stream",
    attribute: "statusCallbackMethod",
    note: "",
    example: start(`statusCallback="/s" statusCallbackMethod="GET"`),
    becomes: starting(["inbound"], { statusCallback: { url: "https://app.example/s", method: "GET" } }),
  },
  whole(
    "Parameter",
    `<Connect><Stream ${SOCKET}><Parameter name="a" value="b"/></Stream></Connect>`,
    connecting({ parameters: { a: "b" } }),
    "Fifty, of 500 characters each.",
  ),
];
