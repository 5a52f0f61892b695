import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COMMAND_NAMES, pduOf } from "../../../testkit/smpp-samples.ts";
import { ANSWERS, emptyBody, isAnswer, isRequest, type RequestName } from "./commands.ts";
import { LATE_MAX, LATE_MS_MAX } from "./limits.ts";
import { answerTo, answerWith, type Pdu } from "./pdu.ts";
import { newSession, stepSession } from "./session.ts";
import type { OutgoingMessage, SessionEffect, SessionInput, SessionOptions, SessionState } from "./session-state.ts";
import { STATUS, type StatusName } from "./status.ts";

const LIMITS = { bindMsMax: 5_000, enquireMs: 30_000, answerMsMax: 10_000, windowMax: 3, owedMax: 2 };
const BIND = { ...emptyBody("bind_transceiver"), systemId: "toko", password: "rahasia", interfaceVersion: 0x34 };
const SMSC: SessionOptions = { ...LIMITS, side: "smsc", systemId: "sambung" };
const ESME: SessionOptions = { ...LIMITS, side: "esme", binding: "transceiver", bind: BIND };

/** One end of a session in a test: its inputs and their effects. */
function open(options: SessionOptions) {
  let state: SessionState = newSession(options);
  let nowMs = 0;
  const tell = (input: SessionInput): readonly SessionEffect[] => {
    const step = stepSession(state, input, nowMs);
    state = step.state;
    return step.effects;
  };
  tell({ kind: "opened" });
  return {
    tell,
    hear: (pdu: Pdu) => tell({ kind: "received", read: { kind: "pdu", pdu } }),
    state: () => state,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

function request<Name extends RequestName>(command: Name, sequence: number, body: object = {}): Pdu {
  return { command, status: 0, sequence, body: { ...emptyBody(command), ...body }, tlvs: {} } as unknown as Pdu;
}

function boundSmsc(binding: "transmitter" | "receiver" | "transceiver" = "transceiver", version = 0x34) {
  const end = open(SMSC);
  end.hear(request(`bind_${binding}`, 1, { ...BIND, interfaceVersion: version }));
  end.tell({ kind: "bind-decided", status: "ROK", sequence: 1 });
  return end;
}

function boundEsme(options = ESME) {
  const end = open(options);
  end.hear(answerWith({ command: "bind_transceiver", sequence: 1 }, { systemId: "sambung" }));
  return end;
}

function message(key: string, command: OutgoingMessage["command"] = "submit_sm"): SessionInput {
  return { kind: "send", message: { key, command, body: emptyBody("submit_sm"), tlvs: { userMessageReference: 1 } } };
}

function written(effects: readonly SessionEffect[]) {
  return effects.flatMap((effect) => (effect.kind === "write" ? [effect.pdu] : []));
}

function outcomes(effects: readonly SessionEffect[]) {
  return effects.flatMap((effect) => (effect.kind === "outcome" ? [[effect.key, effect.outcome.kind]] : []));
}

function ends(effects: readonly SessionEffect[]) {
  return effects.flatMap((effect) => (effect.kind === "end" ? [effect.why] : []));
}

const statusOf = (effects: readonly SessionEffect[]) => written(effects)[0]?.status;

describe("a session at the side of the centre", () => {
  it("is bound once its account has been judged, and says its version to whoever has one", () => {
    const end = open(SMSC);
    const asked = end.hear(request("bind_transceiver", 9, BIND));
    expect(asked).toMatchObject([{ kind: "bind-asked", binding: "transceiver" }]);
    const bound = end.tell({ kind: "bind-decided", status: "ROK", sequence: 9 });
    expect(written(bound)).toMatchObject([
      {
        command: "bind_transceiver_resp",
        status: 0,
        sequence: 9,
        body: { systemId: "sambung" },
        tlvs: { interfaceVersion: 0x34 },
      },
    ]);
    expect(end.state().phase).toBe("bound");
  });

  it("speaks no optional parameters with one that speaks an older version", () => {
    const end = open(SMSC);
    end.hear(request("bind_receiver", 1, { ...BIND, interfaceVersion: 0x33 }));
    expect(written(end.tell({ kind: "bind-decided", status: "ROK", sequence: 1 }))[0]?.tlvs).toEqual({});
    expect(written(end.tell(message("a", "deliver_sm")))[0]?.tlvs).toEqual({});
  });

  it("is over when it was refused, and when nobody binds in time", () => {
    const refused = open(SMSC);
    refused.hear(request("bind_transmitter", 1, BIND));
    const effects = refused.tell({ kind: "bind-decided", status: "RBINDFAIL", sequence: 1 });
    expect(written(effects)).toMatchObject([{ command: "bind_transmitter_resp", status: STATUS.RBINDFAIL }]);
    expect(ends(effects)).toEqual(["bind-refused"]);
    expect(refused.hear(request("submit_sm", 2))).toEqual([]);
    expect(ends(open(SMSC).tell({ kind: "fired", timer: "bind" }))).toEqual(["not-bound-in-time"]);
    expect(boundSmsc().tell({ kind: "fired", timer: "bind" })).toEqual([]);
  });

  it.each<[string, RequestName, StatusName]>([
    ["open", "submit_sm", "RINVBNDSTS"],
    ["open", "enquire_link", "RINVBNDSTS"],
    ["open", "unbind", "RINVBNDSTS"],
    ["receiver", "submit_sm", "RINVBNDSTS"],
    ["receiver", "query_sm", "RINVBNDSTS"],
    ["transmitter", "bind_receiver", "RALYBND"],
    ["transceiver", "bind_transceiver", "RALYBND"],
    ["transceiver", "enquire_link", "ROK"],
    ["transceiver", "submit_multi", "RINVCMDID"],
    ["transceiver", "data_sm", "RINVCMDID"],
    ["transceiver", "replace_sm", "RINVCMDID"],
    ["transceiver", "deliver_sm", "RINVCMDID"],
    ["transceiver", "unbind", "ROK"],
  ])("that is %s answers %s by its name with %s", (bound, command, status) => {
    const end = bound === "open" ? open(SMSC) : boundSmsc(bound as "receiver");
    const effects = end.hear(request(command, 5));
    expect(written(effects)).toMatchObject([{ command: ANSWERS[command], status: STATUS[status], sequence: 5 }]);
    expect(ends(effects)).toEqual(command === "unbind" && status === "ROK" ? ["unbound"] : []);
  });

  it("nacks what asks for no answer by name", () => {
    const end = boundSmsc();
    for (const command of ["outbind", "alert_notification"] as const) {
      const pdu = { command, status: 0, sequence: 6, body: emptyBody(command), tlvs: {} } as Pdu;
      expect(written(end.hear(pdu))).toMatchObject([
        { command: "generic_nack", status: STATUS.RINVCMDID, sequence: 6 },
      ]);
    }
  });

  it("throttles whoever has more unanswered than he may, without asking anybody", () => {
    const end = boundSmsc();
    expect(end.hear(request("submit_sm", 2))).toMatchObject([{ kind: "asked" }]);
    expect(end.hear(request("submit_sm", 3))).toMatchObject([{ kind: "asked" }]);
    const effects = end.hear(request("submit_sm", 4));
    expect(statusOf(effects)).toBe(STATUS.RTHROTTLED);
    expect(effects.some(({ kind }) => kind === "asked")).toBe(false);
    end.tell({ kind: "answer", pdu: answerWith({ command: "submit_sm", sequence: 2 }, { messageId: "1" }) });
    expect(end.hear(request("submit_sm", 5))).toMatchObject([{ kind: "asked" }]);
  });

  it("answers what it owes before it says goodbye to whoever unbinds, and asks for nothing more", () => {
    const end = boundSmsc();
    end.hear(request("submit_sm", 2));
    end.hear(request("submit_sm", 3));
    const unbound = end.hear(request("unbind", 4));
    expect(unbound).toMatchObject([{ kind: "arm", timer: "leave" }]);
    expect(statusOf(end.hear(request("submit_sm", 5)))).toBe(STATUS.RTHROTTLED);
    const first = end.tell({
      kind: "answer",
      pdu: answerWith({ command: "submit_sm", sequence: 2 }, { messageId: "1" }),
    });
    expect(written(first)).toMatchObject([{ command: "submit_sm_resp", sequence: 2 }]);
    expect(ends(first)).toEqual([]);
    const last = end.tell({
      kind: "answer",
      pdu: answerWith({ command: "submit_sm", sequence: 3 }, { messageId: "2" }),
    });
    expect(written(last)).toMatchObject([
      { command: "submit_sm_resp", sequence: 3, status: 0 },
      { command: "unbind_resp", sequence: 4, status: 0 },
    ]);
    expect(ends(last)).toEqual(["unbound"]);
  });

  it("waits with a goodbye for no longer than it must: until its time, or until it is asked again", () => {
    for (const input of [
      { kind: "fired", timer: "leave" },
      { kind: "received", read: { kind: "pdu", pdu: request("unbind", 5) } },
    ] as const) {
      const end = boundSmsc();
      end.hear(request("submit_sm", 2));
      expect(ends(end.hear(request("unbind", 4)))).toEqual([]);
      const effects = end.tell(input);
      expect(written(effects)[0]).toMatchObject({ command: "unbind_resp", sequence: 4 });
      expect(ends(effects)).toEqual(["unbound"]);
    }
    expect(boundSmsc().tell({ kind: "fired", timer: "leave" })).toEqual([]);
  });

  it("still has its answers out when the goodbye that it said is answered first", () => {
    const end = boundSmsc();
    end.hear(request("submit_sm", 2));
    end.tell({ kind: "unbind" });
    expect(ends(end.hear(answerTo({ command: "unbind", sequence: 1 }, "ROK")))).toEqual([]);
    const last = end.tell({
      kind: "answer",
      pdu: answerWith({ command: "submit_sm", sequence: 2 }, { messageId: "1" }),
    });
    expect(written(last)).toMatchObject([{ command: "submit_sm_resp", sequence: 2 }]);
    expect(ends(last)).toEqual(["unbound"]);
  });

  it("ends with one that says nothing but rubbish, and not for one slip among good ones", () => {
    const end = boundSmsc();
    const rubbish = () =>
      end.tell({
        kind: "received",
        read: {
          kind: "bad",
          fault: "RINVCMDID",
          sequence: 1,
          answer: answerTo({ command: "submit_sm", sequence: 1 }, "RINVCMDID"),
          isAnswer: false,
        },
      });
    for (let nth = 0; nth < 50; nth += 1) expect(written(rubbish())).toHaveLength(1);
    end.hear(request("enquire_link", 2));
    for (let nth = 0; nth < 50; nth += 1) expect(written(rubbish())).toHaveLength(1);
    expect(ends(rubbish())).toEqual(["too-many-faults"]);
  });

  it("nacks a PDU that was too long and goes on, and ends after a length that is none", () => {
    const end = boundSmsc();
    const long = end.tell({ kind: "unreadable", sequence: 8, isAnswer: false, isLost: false });
    expect(written(long)).toMatchObject([{ command: "generic_nack", status: STATUS.RINVCMDLEN, sequence: 8 }]);
    const many = boundSmsc();
    const longs = Array.from({ length: 51 }, (_one, nth) =>
      ends(many.tell({ kind: "unreadable", sequence: nth, isAnswer: false, isLost: false })),
    );
    expect(longs.flat()).toEqual(["too-many-faults"]);
    expect(longs.at(-1)).toEqual(["too-many-faults"]);
    const lost = end.tell({ kind: "unreadable", sequence: 0, isAnswer: false, isLost: true });
    expect(statusOf(lost)).toBe(STATUS.RINVCMDLEN);
    expect(ends(lost)).toEqual(["unreadable"]);
  });
});

describe("a session at the side of the program", () => {
  it("binds first, and is over when it is refused", () => {
    const end = open(ESME);
    expect(end.state().phase).toBe("binding");
    const effects = end.hear(answerTo({ command: "bind_transceiver", sequence: 1 }, "RINVPASWD"));
    expect(effects).toMatchObject([{ kind: "end", why: "bind-refused", status: STATUS.RINVPASWD }]);
  });

  it("sends no more than its window takes, and says of the rest that it was not sent", () => {
    const end = boundEsme();
    for (const key of ["a", "b", "c"]) expect(written(end.tell(message(key)))).toHaveLength(1);
    expect(outcomes(end.tell(message("d")))).toEqual([["d", "not-sent"]]);
    const answered = end.hear(answerWith({ command: "submit_sm", sequence: 3 }, { messageId: "77" }));
    expect(outcomes(answered)).toEqual([["b", "answered"]]);
    expect(written(end.tell(message("d")))).toHaveLength(1);
  });

  it("waits for an answer only so long, and tells of one that comes later what was taken after all", () => {
    const end = boundEsme();
    end.tell(message("a"));
    end.pass(4_000);
    end.tell(message("b"));
    end.pass(6_000);
    const effects = end.tell({ kind: "fired", timer: "answers" });
    expect(outcomes(effects)).toEqual([["a", "unanswered"]]);
    expect(effects).toContainEqual({ kind: "arm", timer: "answers", ms: 4_000 });
    const answer = answerWith({ command: "submit_sm", sequence: 2 }, { messageId: "1" });
    const noted = { kind: "noted", what: "late-answer" };
    expect(end.hear(answer)).toEqual([
      noted,
      { kind: "outcome", key: "a", outcome: { kind: "taken-late", pdu: answer } },
    ]);
    expect(end.hear(answer)).toEqual([noted]);
    expect(end.state().inFlight).toBe(1);
    end.pass(4_000);
    end.tell({ kind: "fired", timer: "answers" });
    // A late refusal is not reported: it changes nothing for the sender.
    expect(end.hear(answerTo({ command: "submit_sm", sequence: 3 }, "RTHROTTLED"))).toEqual([noted]);
  });

  it("remembers what is over for five minutes and up to a bound, and uses no number of it meanwhile", () => {
    const end = boundEsme({ ...ESME, windowMax: LATE_MAX + 2 });
    const lapse = (ms: number) => {
      end.pass(ms);
      end.tell({ kind: "fired", timer: "answers" });
    };
    for (let nth = 0; nth < LATE_MAX + 2; nth += 1) end.tell(message(`k${nth}`));
    lapse(LIMITS.answerMsMax);
    const [oldest = 0] = end.state().late.keys();
    expect([end.state().late.size, oldest]).toEqual([LATE_MAX, 4]);
    const [next] = written(stepSession({ ...end.state(), sequence: 3 }, message("next"), 0).effects);
    expect(next?.sequence).toBe(LATE_MAX + 4);
    end.tell(message("last"));
    lapse(LATE_MS_MAX);
    expect([...end.state().late.values()].map(({ key }) => key)).toEqual(["last"]);
  });

  it("takes a generic_nack for an answer, and an answer of another name for none", () => {
    const end = boundEsme();
    end.tell(message("a"));
    expect(outcomes(end.hear(answerTo({ command: "query_sm", sequence: 2 }, "ROK")))).toEqual([]);
    const nack = { command: "generic_nack", status: 3, sequence: 2, body: {}, tlvs: {} } as const;
    expect(outcomes(end.hear(nack))).toEqual([["a", "answered"]]);
  });

  it("does not know what became of a message whose answer cannot be read", () => {
    const end = boundEsme();
    end.tell(message("a"));
    const read = { kind: "bad", fault: "RINVMSGID", sequence: 2, answer: null, isAnswer: true } as const;
    expect(outcomes(end.tell({ kind: "received", read }))).toEqual([["a", "unanswered"]]);
  });

  it("sends enquire_link when the time of silence is over, counted from what was heard last", () => {
    const end = boundEsme();
    end.pass(20_000);
    end.hear(request("deliver_sm", 3));
    end.pass(10_000);
    const early = end.tell({ kind: "fired", timer: "enquire" });
    expect(early).toEqual([{ kind: "arm", timer: "enquire", ms: 20_000 }]);
    end.pass(20_000);
    expect(written(end.tell({ kind: "fired", timer: "enquire" }))).toMatchObject([{ command: "enquire_link" }]);
  });

  it("asks a silent centre whether it is there, and ends when it is not", () => {
    const end = boundEsme();
    end.pass(30_000);
    const asked = end.tell({ kind: "fired", timer: "enquire" });
    expect(written(asked)).toMatchObject([{ command: "enquire_link" }]);
    end.tell(message("a"));
    end.pass(10_000);
    const effects = end.tell({ kind: "fired", timer: "answers" });
    expect(ends(effects)).toEqual(["link-dead"]);
    expect(outcomes(effects)).toEqual([["a", "unanswered"]]);
  });

  it("knows of nothing that was on its way when the connection breaks", () => {
    const end = boundEsme();
    end.tell(message("a"));
    const effects = end.tell({ kind: "closed" });
    expect(outcomes(effects)).toEqual([["a", "unanswered"]]);
    expect(ends(effects)).toEqual(["connection-lost"]);
    expect(outcomes(end.tell(message("b")))).toEqual([["b", "not-sent"]]);
    expect(end.tell({ kind: "closed" })).toEqual([]);
  });

  it("unbinds and takes the answers that still come before it is over", () => {
    const end = boundEsme();
    end.tell(message("a"));
    expect(written(end.tell({ kind: "unbind" }))).toMatchObject([{ command: "unbind" }]);
    expect(outcomes(end.tell(message("b")))).toEqual([["b", "not-sent"]]);
    expect(outcomes(end.hear(answerWith({ command: "submit_sm", sequence: 2 }, { messageId: "1" })))).toEqual([
      ["a", "answered"],
    ]);
    expect(ends(end.hear(answerTo({ command: "unbind", sequence: 3 }, "ROK")))).toEqual(["unbound"]);
  });

  it("counts its requests from one again after the largest number, past those that wait", () => {
    const end = boundEsme();
    end.tell(message("a"));
    const before = { ...end.state(), sequence: 0x7fff_fffe };
    const last = stepSession(
      { ...before, pending: new Map([...before.pending, [1, present(before)]]) },
      message("b"),
      0,
    );
    expect(written(last.effects)[0]?.sequence).toBe(0x7fff_ffff);
    const next = stepSession(last.state, message("c"), 0);
    expect(written(next.effects)[0]?.sequence).toBe(3);
  });
});

function present({ pending }: SessionState) {
  const [first] = pending.values();
  if (first === undefined) throw new Error("nothing waits");
  return first;
}

describe("any session", () => {
  const anyPdu = fc.oneof(...COMMAND_NAMES.map(pduOf));
  const input = fc.oneof(
    {
      weight: 4,
      arbitrary: anyPdu.map(
        (pdu): SessionInput => ({
          kind: "received",
          read: { kind: "pdu", pdu: { ...pdu, sequence: pdu.sequence % 9 } },
        }),
      ),
    },
    { weight: 4, arbitrary: fc.nat(1_000_000).map((nth) => message(`k${nth}`)) },
    fc.constantFrom<SessionInput>(
      { kind: "fired", timer: "answers" },
      { kind: "fired", timer: "enquire" },
      { kind: "fired", timer: "leave" },
      { kind: "unbind" },
      { kind: "closed" },
    ),
  );

  it("answers every request once by name, tells of every message once, and waits for no more than it may", () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 60 }), fc.constantFrom("smsc", "esme"), (inputs, side) => {
        const end = side === "smsc" ? boundSmsc() : boundEsme();
        const sent = new Map<string, number>();
        const told = new Map<string, number>();
        let armedMs: number | null = null;
        let nowMs = 0;
        for (const [nth, one] of inputs.entries()) {
          end.pass(700);
          nowMs += 700;
          const owedBefore = end.state().owed;
          const isOver = end.state().phase === "closed";
          const own: SessionInput =
            one.kind === "send"
              ? {
                  kind: "send",
                  message: { ...one.message, key: `${nth}`, command: side === "smsc" ? "deliver_sm" : "submit_sm" },
                }
              : one;
          if (own.kind === "send") sent.set(own.message.key, 1);
          const effects = end.tell(own);
          if (own.kind === "fired" && own.timer === "answers") armedMs = null;
          for (const effect of effects)
            if (effect.kind === "arm" && effect.timer === "answers") armedMs = nowMs + effect.ms;
          // Every pending response is covered by the timer.
          for (const { dueMs } of end.state().pending.values()) expect(armedMs ?? Infinity).toBeLessThanOrEqual(dueMs);
          for (const [key = "", what] of outcomes(effects)) {
            // Reported only after `unanswered`.
            if (what === "taken-late") expect(told.get(key)).toBe(1);
            else told.set(key, (told.get(key) ?? 0) + 1);
          }
          expect(end.state().inFlight).toBeLessThanOrEqual(LIMITS.windowMax);
          expect(end.state().owed).toBeLessThanOrEqual(LIMITS.owedMax);
          expect(end.state().inFlight).toBe([...end.state().pending.values()].filter(({ key }) => key !== null).length);
          if (isOver || own.kind !== "received" || own.read.kind !== "pdu" || !isRequest(own.read.pdu.command))
            continue;
          const asks = effects.filter(({ kind }) => kind === "asked" || kind === "bind-asked").length;
          const answers = written(effects).filter(({ command }) => isAnswer(command)).length;
          // An unbind response waits for the owed responses.
          const waits = own.read.pdu.command === "unbind" && owedBefore > 0 && end.state().phase === "unbinding";
          const isSecond = own.read.pdu.command === "unbind" && end.state().phase === "closed" && answers === 2;
          expect(asks + answers).toBe(waits ? 0 : isSecond ? 2 : 1);
        }
        for (const key of outcomes(end.tell({ kind: "closed" })).map(([name = ""]) => name))
          told.set(key, (told.get(key) ?? 0) + 1);
        expect(told).toEqual(sent);
      }),
      { numRuns: 1_000 },
    );
  });
});
