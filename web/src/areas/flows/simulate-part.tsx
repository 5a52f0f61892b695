/** Simulates a caller in the flow, with the audio that the caller hears. */
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Flow, FlowLanguage } from "../../../../src/service/flows/ivr/contract.ts";
import { pathWords } from "../../../../src/service/flows/ivr/editor/say-flow.shared.ts";
import {
  type PathLine,
  type SimulatedCaller,
  simulateCaller,
} from "../../../../src/service/flows/ivr/editor/simulate.shared.ts";
import { FLOW_ZONES } from "../../../../src/service/flows/ivr/flow-limits.shared.ts";
import { serverNowMs } from "../../data/client.ts";
import { Notice } from "../../parts/notice.tsx";
import { officeToday } from "../../words/dates.ts";
import { useEditor } from "./editor-context.ts";
import { ZONE_NAMES } from "./hours-fields.tsx";
import { SoundButton } from "./sound-button.tsx";
import { Choice, Tick } from "./step-inputs.tsx";

/** Indonesian time zones have no daylight saving time (Presidential Decree 41/1987). */
const OFFSETS = { "Asia/Jakarta": "+07:00", "Asia/Makassar": "+08:00", "Asia/Jayapura": "+09:00" } as const;
const LOOKUP_RESULTS = ["found", "not-found", "failed"] as const;
const QUEUE_ENDS = ["served", "queue-full", "wait-over", "nobody-there"] as const;
/** Maximum number of digit entries in a simulation, as in a flow. */
const KEYS_MAX = 30;

interface SimulationForm {
  readonly date: string;
  readonly time: string;
  readonly zone: keyof typeof OFFSETS;
  readonly language: FlowLanguage;
  readonly keys: string;
  readonly queue: SimulatedCaller["queue"];
  readonly isReached: boolean;
  readonly leavesMessage: boolean;
  readonly mayBeCalledBack: boolean;
  readonly lookUp: (typeof LOOKUP_RESULTS)[number];
}

function callerOf(form: SimulationForm, called: string): SimulatedCaller | null {
  const nowMs = Date.parse(`${form.date}T${form.time}:00${OFFSETS[form.zone]}`);
  if (Number.isNaN(nowMs)) return null;
  const { queue, isReached, leavesMessage, mayBeCalledBack, lookUp } = form;
  const keys = form.keys
    .split(",")
    .slice(0, KEYS_MAX)
    .map((one) => one.replaceAll(/[^0-9*#]/g, ""));
  return { nowMs, caller: "081234567890", called, keys, queue, isReached, leavesMessage, mayBeCalledBack, lookUp };
}

/** The flow with the caller's language first. */
function spokenFirst(flow: Flow, language: FlowLanguage): Flow {
  return { ...flow, languages: [language, ...flow.languages.filter((one) => one !== language)] };
}

function Caller({
  asked,
  set,
}: {
  readonly asked: SimulationForm;
  readonly set: (part: Partial<SimulationForm>) => void;
}): ReactNode {
  const t = useTranslations("web.flows.simulate");
  const { flow, saying } = useEditor();
  return (
    <div className="card grid content-start gap-4 p-5">
      <h2>{t("callerTitle")}</h2>
      <div className="grid gap-3 sm:grid-cols-2">
        <label className="grid gap-1">
          <span className="field-label">{t("date")}</span>
          <input
            type="date"
            className="input"
            value={asked.date}
            onChange={(event) => set({ date: event.target.value })}
          />
        </label>
        <label className="grid gap-1">
          <span className="field-label">{t("time")}</span>
          <input
            type="time"
            className="input"
            value={asked.time}
            onChange={(event) => set({ time: event.target.value })}
          />
        </label>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Choice
          name="zone"
          label={t("zone")}
          value={asked.zone}
          options={FLOW_ZONES.map((value) => ({ value, text: ZONE_NAMES[value] }))}
          onChange={(zone) => set({ zone })}
        />
        <Choice
          name="language"
          label={t("language")}
          value={asked.language}
          options={flow.languages.map((value) => ({ value, text: saying.words.text(`flows.languages.${value}`, {}) }))}
          onChange={(language) => set({ language })}
        />
      </div>
      <label className="grid gap-1">
        <span className="field-label">{t("keys")}</span>
        <span className="field-hint" id="keys-hint">
          {t("keysHint")}
        </span>
        <input
          type="text"
          inputMode="tel"
          className="input"
          aria-describedby="keys-hint"
          maxLength={200}
          value={asked.keys}
          onChange={(event) => set({ keys: event.target.value })}
        />
      </label>
      <Choice
        name="queueEnd"
        label={t("queue")}
        value={asked.queue}
        options={QUEUE_ENDS.map((value) => ({ value, text: t(`queueEnds.${value}`) }))}
        onChange={(queue) => set({ queue })}
      />
      <Choice
        name="lookUp"
        label={t("lookUp")}
        value={asked.lookUp}
        options={LOOKUP_RESULTS.map((value) => ({ value, text: t(`lookUpEnds.${value}`) }))}
        onChange={(lookUp) => set({ lookUp })}
      />
      <Tick
        name="isReached"
        label={t("isReached")}
        isOn={asked.isReached}
        onChange={(isReached) => set({ isReached })}
      />
      <Tick
        name="leavesMessage"
        label={t("leavesMessage")}
        isOn={asked.leavesMessage}
        onChange={(leavesMessage) => set({ leavesMessage })}
      />
      <Tick
        name="mayBeCalledBack"
        label={t("mayBeCalledBack")}
        isOn={asked.mayBeCalledBack}
        onChange={(mayBeCalledBack) => set({ mayBeCalledBack })}
      />
    </div>
  );
}

function Line({ line, onShow }: { readonly line: PathLine; readonly onShow: (stepId: string) => void }): ReactNode {
  const { saying } = useEditor();
  const words = pathWords(line, saying.words);
  const { stepId } = line;
  if (line.line === "entered" && stepId !== null) {
    return (
      <li className="flow-path-step">
        <button type="button" className="flow-link" onClick={() => onShow(stepId)}>
          {words}
        </button>
      </li>
    );
  }
  return (
    <li className="flow-path-line">
      <span className="min-w-0 [overflow-wrap:anywhere]">{words}</span>
      {line.clips.length === 0 ? null : <SoundButton clips={line.clips} what={words} />}
    </li>
  );
}

/** Moves the line about the end of the call behind the last prompts, because the simulation reports it before them. */
function inOrder(lines: readonly PathLine[]): readonly PathLine[] {
  const isEnd = ({ line }: PathLine): boolean => line.startsWith("ended-");
  return [...lines.filter((line) => !isEnd(line)), ...lines.filter(isEnd)];
}

/** Simulates the flow with the code that also runs calls. */
export default function SimulatePart({ onShow }: { readonly onShow: (stepId: string) => void }): ReactNode {
  const t = useTranslations("web.flows.simulate");
  const { flow, findings, surroundings, saying } = useEditor();
  const [form, setAsked] = useState<SimulationForm>(() => ({
    date: officeToday(serverNowMs()),
    time: "10:00",
    zone: "Asia/Jakarta",
    language: flow.languages[0] ?? "id",
    keys: "",
    queue: "served",
    isReached: true,
    leavesMessage: true,
    mayBeCalledBack: true,
    lookUp: "found",
  }));
  const { daysOff, numbers, lists, hours: namedHours } = surroundings;
  const { promptWords } = saying;
  const result = useMemo(() => {
    const caller = callerOf(form, numbers[0]?.code ?? "1500000");
    if (caller === null || flow.start === null) return null;
    const version = { flow: spokenFirst(flow, form.language), daysOff, namedHours };
    const exampleOf = (listId: string) => lists.find(({ id }) => id === listId)?.example ?? null;
    return simulateCaller(version, { ...caller, exampleOf }, (clip) => promptWords(clip.slice(clip.indexOf(".") + 1)));
  }, [form, flow, daysOff, namedHours, numbers, lists, promptWords]);
  const isYearKnown = daysOff.some(({ date }) => date.startsWith(form.date.slice(0, 4)));
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(300px,380px)_1fr]">
      <Caller asked={form} set={(part) => setAsked((before) => ({ ...before, ...part }))} />
      <section className="grid content-start gap-3" aria-labelledby="path-title">
        <h2 id="path-title">{t("pathTitle")}</h2>
        {findings.length > 0 ? <Notice tone="wait">{t("findings", { count: findings.length })}</Notice> : null}
        {isYearKnown ? null : <Notice tone="info">{t("yearUnknown", { year: form.date.slice(0, 4) })}</Notice>}
        {result === null ? <p className="text-soft">{t("nothing")}</p> : null}
        <ol className="flow-path">
          {inOrder(result?.lines ?? []).map((line, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
            <Line key={nth} line={line} onShow={onShow} />
          ))}
        </ol>
        {result !== null && result.state.end === null ? <Notice tone="wait">{t("cutOff")}</Notice> : null}
      </section>
    </div>
  );
}
