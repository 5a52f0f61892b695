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
    "A conference of the call centre by its name, the only target of its `Dial`. The action receives `DialCallStatus=answered` and `DialCallDuration`, or `failed` if the conference is full.",
  ),
  conferring('muted="true"', { seat: { isMuted: true } }),
  conferring('beep="onEnter"', { seat: { beeps: "enter" } }, "`true`, `false`, `onEnter`, `onExit`."),
  conferring(
    'startConferenceOnEnter="false"',
    { seat: { starts: false } },
    "The conference starts when two participants are present and one of them may start it.",
  ),
  conferring('endConferenceOnExit="true"', { seat: { ends: true } }),
  conferring(
    'waitUrl="/music"',
    { wait: { url: "https://app.example/music", method: "POST" } },
    "Repeated until the conference starts: `Say`, `Play`, `Pause`, `Redirect`, `Hangup`, or an audio file. Music plays if it fails or is silent; an empty URL means silence.",
  ),
  {
    element: "Conference",
    attribute: "waitMethod",
    becomes: { wait: { method: "GET" } },
    note: "",
    example: `<Dial><Conference waitUrl="/m" waitMethod="GET">room</Conference></Dial>`,
  },
  conferring('maxParticipants="5"', { membersMax: 5 }, "Up to 32; the first participant's value applies."),
  conferring('participantLabel="sales"', { seat: { label: "sales" } }),
  conferring(
    `coach="CA0193b0c47a107c3e9d2f5a6b7c8d9e0f"`,
    { seat: { coachedCallId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f" } },
    "Hears everyone, and only that call hears the coach.",
  ),
  conferring(
    'statusCallback="/s"',
    { told: { url: "https://app.example/s", method: "POST", events: ["start", "end"] } },
    "[Callbacks](cpaas-rest.md#status-callbacks) go to the first URL that a participant sets, from then on.",
  ),
  {
    element: "Conference",
    attribute: "statusCallbackEvent",
    note: "Default `start end`. `modify`, `speaker` and `announcement` are not supported.",
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
    "Or `true`: from the start, in one channel; the first participant that sets it decides. Contains only participants who may be recorded, each informed first ([details](cpaas-rest.md#conferences)).",
  ),
  {
    element: "Conference",
    attribute: "trim",
    becomes: { record: { isTrimmed: false } },
    example: `<Dial><Conference record="record-from-start" trim="do-not-trim">room</Conference></Dial>`,
    note: "Default `trim-silence`: silence at both ends is cut.",
  },
  {
    element: "Conference",
    attribute: "recordingStatusCallback",
    becomes: { record: { told: { url: "https://app.example/r", method: "POST", events: ["completed"] } } },
    example: `<Dial><Conference record="true" recordingStatusCallback="/r">room</Conference></Dial>`,
    note: "[Callback](cpaas-rest.md#status-callbacks) when the recording is available.",
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
    note: "Default `completed`.",
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
    "Contains only `Stream`. The document continues when the socket closes; the stream fails if the socket does not open within five seconds or is silent for ten. [Details](media-streams.md).",
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
  whole("Start", `<Start><Stream ${SOCKET}/></Start>`, starting(), "Contains only `Stream`; up to five in a call."),
  whole(
    "Stop",
    `<Stop><Stream name="ears"/></Stop>`,
    { verb: "stop-stream", name: "ears" },
    "Stops the stream of that name.",
  ),
  whole(
    "Stream",
    start(""),
    starting(),
    "`wss` to a public host with a valid certificate, as for webhooks; µ-law, 8,000 Hz.",
  ),
  {
    element: "Stream",
    attribute: "name",
    example: start(`name="ears"`),
    becomes: starting(["inbound"], { name: "ears" }),
    note: "Unique in a call.",
  },
  {
    element: "Stream",
    attribute: "track",
    example: start(`track="both_tracks"`),
    becomes: starting(["inbound", "outbound"]),
    note: "In `Connect`, only `inbound_track`.",
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
    "Up to 50, of 500 characters each.",
  ),
];
