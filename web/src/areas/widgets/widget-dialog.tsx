/** The dialog that adds or changes a widget. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { WidgetForm } from "../../../../src/service/acd/widgets/contract.ts";
import { LIMITS } from "../../../../src/service/acd/widgets/widget-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { type Widget, type Widgets, widgetsQuery } from "./widget-data.ts";

interface DialogProps {
  /** Null for a new widget. */
  readonly widget: Widget | null;
  readonly onClose: () => void;
}

type Typed = Omit<WidgetForm, "origins" | "daysAhead" | "hourMax" | "talk"> & {
  readonly offersTalk: boolean;
  readonly talkCode: string;
  readonly talkMinutes: string;
  readonly talkCalls: string;
  readonly origins: string;
  readonly daysAhead: string;
  readonly hourMax: string;
};

const NO_WORDS = { title: "", intro: "" };
const NEW: Typed = {
  name: "",
  queueId: "",
  code: "",
  hoursId: "",
  origins: "",
  offersNow: true,
  offersLater: true,
  isOn: true,
  offersTalk: false,
  talkCode: "",
  talkMinutes: "30",
  talkCalls: "5",
  daysAhead: "7",
  hourMax: "60",
  words: { id: NO_WORDS, en: NO_WORDS },
};
const BOUNDS = {
  daysAhead: LIMITS.daysAhead,
  hourMax: LIMITS.hourMax,
  talkMinutes: LIMITS.talkMinutes,
  talkCalls: LIMITS.talkCalls,
} as const;

function typedOf(widget: Widget | null): Typed {
  if (widget === null) return NEW;
  const { name, queueId, code, hoursId, origins, offersNow, offersLater, daysAhead, hourMax, words, isOn } = widget;
  const { talk } = widget;
  return {
    offersTalk: talk !== null,
    talkCode: talk?.code ?? code,
    talkMinutes: String(talk?.minutes ?? NEW.talkMinutes),
    talkCalls: String(talk?.callsMax ?? NEW.talkCalls),
    name,
    queueId,
    code,
    hoursId,
    offersNow,
    offersLater,
    words,
    isOn,
    origins: origins.join("\n"),
    daysAhead: String(daysAhead),
    hourMax: String(hourMax),
  };
}

const isWhole = (text: string, most: number): boolean =>
  /^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most;

function formOf({ offersTalk, talkCode: code, talkMinutes, talkCalls, ...typed }: Typed): WidgetForm {
  const origins = typed.origins
    .split(/\s+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return {
    ...typed,
    name: typed.name.trim(),
    origins,
    daysAhead: Number(typed.daysAhead),
    hourMax: Number(typed.hourMax),
    talk: offersTalk ? { code, minutes: Number(talkMinutes), callsMax: Number(talkCalls) } : null,
  };
}

function useSaving({ widget, onClose }: DialogProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  // The version read when the dialog was opened.
  const [version] = useState(widget?.version ?? 0);
  return useMutation({
    mutationFn: async (form: WidgetForm) => {
      const body = { ...form, origins: [...form.origins] };
      if (widget === null) return (await read<{ readonly id: string }>(api.POST("/api/service/widgets", { body }))).id;
      const params = { path: { id: widget.id } };
      await read(api.PUT("/api/service/widgets/{id}", { params, body: { ...body, expectedVersion: version } }));
      return null;
    },
    onSuccess: async (id) => {
      await cache.invalidateQueries({ queryKey: ["service", "widgets"] });
      onClose();
      if (id !== null) await navigate({ to: "/layanan/widget/$id", params: { id } });
    },
  });
}

/** The dialog; an existing widget fills its fields. */
export function WidgetDialog(props: DialogProps): ReactNode {
  const { widget, onClose } = props;
  const t = useTranslations("web.widgets");
  const parts = useTranslations("web.parts");
  const choices = useQuery(widgetsQuery);
  const [typed, setTyped] = useState(() => typedOf(widget));
  const saving = useSaving(props);
  const { lines, problem, faultOf, isFree } = useFormFaults(saving.error);
  const change = (part: Partial<Typed>): void => setTyped({ ...typed, ...part });
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const labels = {
      name: t("name"),
      queueId: t("queue"),
      code: t("code"),
      hoursId: t("hours"),
      origins: t("origins"),
    };
    const wanted = typed.offersTalk ? { ...labels, talkCode: t("talkCode") } : labels;
    const missing = Object.entries(wanted)
      .filter(([field]) => typed[field as keyof typeof labels | "talkCode"].trim() === "")
      .map(([field, label]) => ({
        field: field === "talkCode" ? "talk.code" : field,
        message: parts("required", { field: label }),
      }));
    const unfit = (
      ["daysAhead", "hourMax", ...(typed.offersTalk ? (["talkMinutes", "talkCalls"] as const) : [])] as const
    )
      .filter((field) => !isWhole(typed[field], BOUNDS[field]))
      .map((field) => ({ field, message: t("numberFault", { least: 1, most: BOUNDS[field] }) }));
    if (isFree([...missing, ...unfit])) saving.mutate(formOf(typed));
  };
  const field = { typed, change, faultOf };
  return (
    <Dialog title={widget === null ? t("add") : `${t("edit")}: ${widget.name}`} onClose={onClose}>
      <form noValidate className="grid gap-4" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="name"
          label={t("name")}
          hint={t("nameHint")}
          error={faultOf("name")}
          maxLength={LIMITS.name}
          value={typed.name}
          onChange={({ target }) => change({ name: target.value })}
        />
        <Awaiting query={choices} lines={3} />
        {choices.data === undefined ? null : <Uses {...field} choices={choices.data} widget={widget} />}
        <TextArea
          name="origins"
          label={t("origins")}
          hint={t("originsHint")}
          error={faultOf("origins")}
          rows={3}
          spellCheck={false}
          value={typed.origins}
          onChange={({ target }) => change({ origins: target.value })}
        />
        <Offers {...field} />
        <TalkFields {...field} codes={choices.data?.codes ?? []} />
        <WordFields {...field} />
        <CheckField
          name="isOn"
          label={t("isOn")}
          checked={typed.isOn}
          onChange={({ target }) => change({ isOn: target.checked })}
        />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={saving.isPending}>
            {t("save")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps {
  readonly typed: Typed;
  readonly change: (part: Partial<Typed>) => void;
  readonly faultOf: (field: string) => string | undefined;
}

/** Queue, number and hours; a deleted one that the widget still uses remains selectable. */
function Uses({
  typed,
  change,
  faultOf,
  choices,
  widget,
}: PartProps & { readonly choices: Widgets; readonly widget: Widget | null }): ReactNode {
  const t = useTranslations("web.widgets");
  const kept = (id: string, name: string) => ({ id, name });
  const withKept = (
    items: readonly { readonly id: string; readonly name: string }[],
    own: ReturnType<typeof kept> | null,
  ) => (own === null || items.some(({ id }) => id === own.id) ? items : [own, ...items]);
  const codes = choices.codes.map(({ code, label }) => kept(code, label === "" ? code : `${code} – ${label}`));
  const lists = {
    queueId: withKept(choices.queues, widget === null ? null : kept(widget.queueId, widget.queueName)),
    code: withKept(codes, widget === null ? null : kept(widget.code, widget.code)),
    hoursId: withKept(choices.hours, widget === null ? null : kept(widget.hoursId, widget.hoursName)),
  };
  const labels = { queueId: t("queue"), code: t("code"), hoursId: t("hours") };
  return (["queueId", "code", "hoursId"] as const).map((name) => (
    <SelectField
      key={name}
      name={name}
      label={labels[name]}
      {...(name === "code" ? { hint: t("codeHint") } : {})}
      error={faultOf(name)}
      value={typed[name]}
      onChange={({ target }) => change({ [name]: target.value })}
    >
      <option value="">{t("choose")}</option>
      {lists[name].map((one) => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </SelectField>
  ));
}

function Offers({ typed, change, faultOf }: PartProps): ReactNode {
  const t = useTranslations("web.widgets");
  return (
    <fieldset className="grid gap-3 border-0 p-0">
      <legend className="field-label mb-1">{t("offers")}</legend>
      {(["offersNow", "offersLater"] as const).map((name) => (
        <CheckField
          key={name}
          name={name}
          label={t(name)}
          error={faultOf(name)}
          checked={typed[name]}
          onChange={({ target }) => change({ [name]: target.checked })}
        />
      ))}
      {(["daysAhead", "hourMax"] as const).map((name) => (
        <TextField
          key={name}
          name={name}
          label={t(name)}
          error={faultOf(name)}
          inputMode="numeric"
          maxLength={3}
          value={typed[name]}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      ))}
    </fieldset>
  );
}

/** Calls from the page with the browser's audio: called number, maximum minutes and number of calls. */
function TalkFields({ typed, change, faultOf, codes }: PartProps & Pick<Widgets, "codes">): ReactNode {
  const t = useTranslations("web.widgets");
  const gone = typed.talkCode !== "" && !codes.some(({ code }) => code === typed.talkCode);
  const listed = gone ? [{ code: typed.talkCode, label: "" }, ...codes] : codes;
  return (
    <>
      <CheckField
        name="offersTalk"
        label={t("offersTalk")}
        checked={typed.offersTalk}
        onChange={({ target }) => change({ offersTalk: target.checked, talkCode: typed.talkCode || typed.code })}
      />
      {typed.offersTalk ? (
        <div className="grid gap-3">
          <SelectField
            name="talk.code"
            label={t("talkCode")}
            hint={t("talkCodeHint")}
            error={faultOf("talk.code")}
            value={typed.talkCode}
            onChange={({ target }) => change({ talkCode: target.value })}
          >
            <option value="">{t("choose")}</option>
            {listed.map(({ code, label }) => (
              <option key={code} value={code}>
                {label === "" ? code : `${code} – ${label}`}
              </option>
            ))}
          </SelectField>
          {(["talkMinutes", "talkCalls"] as const).map((name) => (
            <TextField
              key={name}
              name={name}
              label={t(name)}
              error={faultOf(name)}
              inputMode="numeric"
              maxLength={3}
              value={typed[name]}
              onChange={({ target }) => change({ [name]: target.value })}
            />
          ))}
        </div>
      ) : null}
    </>
  );
}

function WordFields({ typed, change }: PartProps): ReactNode {
  const t = useTranslations("web.widgets");
  const { words } = typed;
  return (
    <fieldset className="grid gap-3 border-0 p-0">
      <legend className="field-label mb-1">{t("words")}</legend>
      <p className="field-hint">{t("wordsHint")}</p>
      {(["id", "en"] as const).map((locale) => {
        const language = t(`languages.${locale}`);
        const say = (part: Partial<(typeof words)["id"]>): void =>
          change({ words: { ...words, [locale]: { ...words[locale], ...part } } });
        return (
          <div key={locale} className="grid gap-3">
            <TextField
              name={`title-${locale}`}
              label={t("titleIn", { language })}
              maxLength={LIMITS.title}
              value={words[locale].title}
              onChange={({ target }) => say({ title: target.value })}
            />
            <TextField
              name={`intro-${locale}`}
              label={t("introIn", { language })}
              maxLength={LIMITS.intro}
              value={words[locale].intro}
              onChange={({ target }) => say({ intro: target.value })}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
