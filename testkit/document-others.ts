import { type DocumentCase, passedOver, whole } from "./document-case.ts";

const dialling = (element: string, whom: string) => (one: string) =>
  `<Dial><${element} ${one}>${whom}</${element}></Dial>`;

/** Answering machine detection is not supported. */
const MACHINES = Object.fromEntries(
  [
    ...["machineDetection", "machineDetectionTimeout", "machineDetectionSilenceTimeout", "amdStatusCallback"],
    ...["machineDetectionSpeechThreshold", "machineDetectionSpeechEndThreshold", "amdStatusCallbackMethod"],
  ].map((name) => [name, ""]),
);
const BEFORE = { url: "No document runs for the dialled party before the call is connected.", method: "" };

const ATTRIBUTES: readonly DocumentCase[] = [
  ...passedOver("Number", dialling("Number", "+6281"), { sendDigits: "", ...BEFORE, byoc: "", ...MACHINES }),
  ...passedOver("Sip", dialling("Sip", "sip:101@pbx.example"), {
    username: "Phones of the call centre register with their own credentials.",
    password: "",
    ...BEFORE,
    ...MACHINES,
  }),
  ...passedOver("Client", dialling("Client", "101"), BEFORE),
  ...passedOver("Dial", (one) => `<Dial ${one}>101</Dial>`, {
    events: "",
    passports: "",
    recordingConfigurationId: "",
  }),
  ...passedOver("Conference", dialling("Conference", "room"), {
    recordingConfigurationId: "",
    recordingStatusCallbackEvent: "",
    recordingStatusCallbackMethod: "",
  }),
  ...passedOver("Enqueue", (one) => `<Enqueue ${one}>q</Enqueue>`, {
    maxQueueSize: "The limit is a setting of the queue.",
  }),
  ...passedOver("Record", (one) => `<Record ${one}/>`, { recordingConfigurationId: "" }),
  ...passedOver("Start", (one) => `<Start ${one}><Stream url="wss://app.example/s"/></Start>`, {
    action: "The document continues at once.",
    method: "",
  }),
  ...passedOver("Stream", (one) => `<Start><Stream url="wss://app.example/s" ${one}/></Start>`, {
    audioFormat: "µ-law at 8,000 Hz.",
    sampleRate: "",
    connectorName: "",
  }),
];

/** Ignored elements, by their parent. */
const WITHIN: readonly (readonly [within: string, elements: readonly string[], note: string])[] = [
  ["", ["Pay", "Prompt", "Echo", "Autopilot"], ""],
  ["<Dial>%</Dial>", ["Application", "Sim", "WhatsApp"], ""],
  ["<Dial><Sip><Uri>sip:101@pbx.example</Uri>%</Sip></Dial>", ["Headers"], ""],
  [
    "<Connect>%</Connect>",
    ["AiSession", "Conversation", "ConversationRelay", "ConversationRelaySession", "Room", "VirtualAgent"],
    "For an AI agent, connect a bot by `Stream`.",
  ],
  ["<Start>%</Start>", ["Recording", "Siprec", "Transcription"], ""],
  ["<Enqueue>q%</Enqueue>", ["Task"], ""],
  [
    "<Say>a%b</Say>",
    ["break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"],
    "An SSML tag: its text is spoken.",
  ],
];

/** Further TwiML elements that have no effect here. */
export const PASSED_OVER: readonly DocumentCase[] = [
  ...ATTRIBUTES,
  ...WITHIN.flatMap(([within, elements, note]) =>
    elements.map((element) => whole(element, (within === "" ? "%" : within).replace("%", `<${element}/>`), null, note)),
  ),
];
