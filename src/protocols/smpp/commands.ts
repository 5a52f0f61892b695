import { type Field, type Fields, fixedText, type Layout, octet, shortMessage, text, unread } from "./layout.ts";

/** SMPP 3.4 §4.1: the parameters of every bind. */
const BIND = {
  systemId: text(16, "RINVSYSID"),
  password: text(9, "RINVPASWD"),
  systemType: text(13, "RINVSYSTYP"),
  interfaceVersion: octet,
  addressTon: octet,
  addressNpi: octet,
  addressRange: text(41, "RINVSYSTYP"),
} satisfies Layout;

const BIND_RESP = { systemId: text(16, "RINVSYSID") } satisfies Layout;

const SOURCE = { sourceTon: octet, sourceNpi: octet, sourceAddress: text(21, "RINVSRCADR") } satisfies Layout;
const DESTINATION = { destTon: octet, destNpi: octet, destAddress: text(21, "RINVDSTADR") } satisfies Layout;

/** SMPP 3.4 §4.4.1 and §4.6.1: the same parameters in both directions. */
const MESSAGE = {
  serviceType: text(6, "RINVSERTYP"),
  ...SOURCE,
  ...DESTINATION,
  esmClass: octet,
  protocolId: octet,
  priorityFlag: octet,
  scheduleDeliveryTime: fixedText(16, "RINVSCHED"),
  validityPeriod: fixedText(16, "RINVEXPIRY"),
  registeredDelivery: octet,
  replaceIfPresent: octet,
  dataCoding: octet,
  defaultMessageId: octet,
  shortMessage,
} satisfies Layout;

const MESSAGE_ID = { messageId: text(65, "RINVMSGID") } satisfies Layout;
const NOTHING = {} satisfies Layout;
/** Not supported here: known by name, so that it gets its own response. */
const UNREAD = { unread } satisfies Layout;

/** SMPP 3.4 §5.1.2.1: every known command, with its id and its mandatory parameters. */
export const COMMANDS = {
  generic_nack: { id: 0x8000_0000, fields: NOTHING },
  bind_receiver: { id: 0x0000_0001, fields: BIND },
  bind_receiver_resp: { id: 0x8000_0001, fields: BIND_RESP },
  bind_transmitter: { id: 0x0000_0002, fields: BIND },
  bind_transmitter_resp: { id: 0x8000_0002, fields: BIND_RESP },
  query_sm: { id: 0x0000_0003, fields: { ...MESSAGE_ID, ...SOURCE } },
  query_sm_resp: {
    id: 0x8000_0003,
    fields: { ...MESSAGE_ID, finalDate: fixedText(16, "RQUERYFAIL"), messageState: octet, errorCode: octet },
  },
  submit_sm: { id: 0x0000_0004, fields: MESSAGE },
  submit_sm_resp: { id: 0x8000_0004, fields: MESSAGE_ID },
  deliver_sm: { id: 0x0000_0005, fields: MESSAGE },
  deliver_sm_resp: { id: 0x8000_0005, fields: MESSAGE_ID },
  unbind: { id: 0x0000_0006, fields: NOTHING },
  unbind_resp: { id: 0x8000_0006, fields: NOTHING },
  replace_sm: { id: 0x0000_0007, fields: UNREAD },
  replace_sm_resp: { id: 0x8000_0007, fields: NOTHING },
  cancel_sm: {
    id: 0x0000_0008,
    fields: { serviceType: text(6, "RINVSERTYP"), ...MESSAGE_ID, ...SOURCE, ...DESTINATION },
  },
  cancel_sm_resp: { id: 0x8000_0008, fields: NOTHING },
  bind_transceiver: { id: 0x0000_0009, fields: BIND },
  bind_transceiver_resp: { id: 0x8000_0009, fields: BIND_RESP },
  outbind: { id: 0x0000_000b, fields: { systemId: text(16, "RINVSYSID"), password: text(9, "RINVPASWD") } },
  enquire_link: { id: 0x0000_0015, fields: NOTHING },
  enquire_link_resp: { id: 0x8000_0015, fields: NOTHING },
  submit_multi: { id: 0x0000_0021, fields: UNREAD },
  submit_multi_resp: { id: 0x8000_0021, fields: UNREAD },
  alert_notification: {
    id: 0x0000_0102,
    fields: {
      sourceTon: octet,
      sourceNpi: octet,
      sourceAddress: text(65, "RINVSRCADR"),
      esmeTon: octet,
      esmeNpi: octet,
      esmeAddress: text(65, "RINVDSTADR"),
    },
  },
  data_sm: { id: 0x0000_0103, fields: UNREAD },
  data_sm_resp: { id: 0x8000_0103, fields: UNREAD },
} as const satisfies Readonly<Record<string, { readonly id: number; readonly fields: Layout }>>;

/** The name of a command. */
export type CommandName = keyof typeof COMMANDS;

/** The mandatory parameters of a command. */
export type Body<Name extends CommandName> = Fields<(typeof COMMANDS)[Name]["fields"]>;

/** The parameters of submit_sm and deliver_sm. */
export type MessageBody = Body<"submit_sm">;

/** Requests with their own response command. */
export const ANSWERS = {
  bind_receiver: "bind_receiver_resp",
  bind_transmitter: "bind_transmitter_resp",
  bind_transceiver: "bind_transceiver_resp",
  query_sm: "query_sm_resp",
  submit_sm: "submit_sm_resp",
  deliver_sm: "deliver_sm_resp",
  unbind: "unbind_resp",
  replace_sm: "replace_sm_resp",
  cancel_sm: "cancel_sm_resp",
  enquire_link: "enquire_link_resp",
  submit_multi: "submit_multi_resp",
  data_sm: "data_sm_resp",
} as const satisfies Partial<Record<CommandName, CommandName>>;

/** A command with a response. */
export type RequestName = keyof typeof ANSWERS;

/** A response command. */
export type AnswerName = (typeof ANSWERS)[RequestName] | "generic_nack";

/** The bit that marks a response (SMPP 3.4 §5.1.2). */
export const ANSWER_BIT = 0x8000_0000;

const NAMES = new Map<number, CommandName>(
  Object.entries(COMMANDS).map(([name, { id }]): [number, CommandName] => [id, name as CommandName]),
);

/** The command with an id; null for one that is unknown. */
export function commandName(id: number): CommandName | null {
  return NAMES.get(id) ?? null;
}

/** True for a command that requires a response. */
export function isRequest(name: CommandName): name is RequestName {
  return name in ANSWERS;
}

/** True for a response to a command of ours. */
export function isAnswer(name: CommandName): name is AnswerName {
  return COMMANDS[name].id >= ANSWER_BIT;
}

/** All fields of a command with their default values. */
export function emptyBody<Name extends CommandName>(name: Name): Body<Name> {
  const fields: Readonly<Record<string, Field<unknown>>> = COMMANDS[name].fields;
  return Object.fromEntries(Object.entries(fields).map(([key, { empty }]) => [key, empty])) as Body<Name>;
}
