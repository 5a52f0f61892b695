/** The form of a finding; it replaces the item list, so that the page and part beside it do not move. */
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { useLicenceCommand } from "../licence-data.ts";
import type { Item, Licence } from "../licence-types.ts";
import { savedForm } from "../part-save.ts";
import { useRequirementName } from "../requirement-words.ts";
import { comesLate } from "./judged-items.ts";
import { PlacePicker } from "./place-picker.tsx";
import { NOTE_MAX } from "./reason-dialog.tsx";
import type { FindingDraft } from "./review-types.ts";
import { RulePicker } from "./rule-picker.tsx";
import { SavedPhrases } from "./saved-phrases.tsx";

interface FindingFormProps {
  readonly licence: Licence;
  readonly item: Item;
  readonly draft: FindingDraft;
  readonly onChange: (draft: FindingDraft) => void;
  readonly onClose: () => void;
}

interface WordsFieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function WordsField({ name, label, hint, value, onChange }: WordsFieldProps): ReactNode {
  return (
    <label className="grid gap-1">
      <span className="text-small font-semibold">{label}</span>
      {hint === undefined ? null : <span className="text-small text-soft">{hint}</span>}
      <textarea
        className="input"
        name={name}
        rows={3}
        required
        maxLength={NOTE_MAX}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}

/** Whether a late finding needs a reason: a coordinator's new finding on an unchanged item. */
function needsReason(licence: Licence, item: Item, draft: FindingDraft): boolean {
  const known = licence.findings.find(({ id }) => id === draft.id);
  if (known?.state === "answered") return false;
  return comesLate(item) && licence.commands.includes("reopen-item");
}

/** The form. The input is kept when another user changes the case; sending uses the case's current version. */
export function FindingForm({ licence, item, draft, onChange, onClose }: FindingFormProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const nameOf = useRequirementName();
  const command = useLicenceCommand(licence);
  const box = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    box.current?.querySelector<HTMLElement>("textarea")?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const isLate = needsReason(licence, item, draft);
  const { note, remedy, rule } = draft;
  const set = (part: Partial<FindingDraft>): void => onChange({ ...draft, ...part });
  const keep = (): void =>
    command.mutate(
      {
        command: "keep-finding",
        id: draft.id,
        requirement: item.key,
        place: draft.place,
        rule,
        note: note.trim(),
        remedy: remedy.trim(),
        lateReason: isLate && draft.lateReason.trim() !== "" ? draft.lateReason.trim() : null,
      },
      { onSuccess: onClose },
    );
  return (
    <form
      ref={box}
      className="card grid min-w-0 gap-4 p-4 lg:sticky lg:top-[76px] lg:max-h-[calc(100dvh-92px)] lg:overflow-y-auto"
      aria-labelledby="finding-title"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <h2 id="finding-title" className="text-lead">
        {t("findingTitle", { item: item.key })}
        <span className="block text-small font-normal text-soft">{nameOf(item.key)}</span>
      </h2>
      <PlacePicker
        licence={licence}
        item={item}
        form={savedForm(licence)}
        place={draft.place}
        onChange={(place) => set({ place })}
      />
      <RulePicker name="rule" licence={licence} item={item} value={rule} onChange={(id) => set({ rule: id })} />
      <WordsField name="note" label={t("note")} value={note} onChange={(text) => set({ note: text })} />
      <WordsField name="remedy" label={t("remedy")} value={remedy} onChange={(text) => set({ remedy: text })} />
      {isLate ? (
        <WordsField
          name="lateReason"
          label={t("lateReason")}
          hint={t("lateHint")}
          value={draft.lateReason}
          onChange={(text) => set({ lateReason: text })}
        />
      ) : null}
      <SavedPhrases
        requirement={item.key}
        typed={{ note: note.trim(), remedy: remedy.trim(), rule }}
        onUse={(phrase) => set(phrase)}
      />
      {command.error === null ? null : <FailureNotice error={command.error} />}
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main button-small" isBusy={command.isPending}>
          {t("keepDraft")}
        </BusyButton>
        <button type="button" className="button button-small" onClick={onClose}>
          {t("cancel")}
        </button>
      </div>
      <p className="text-small text-soft">{t("draftHint")}</p>
    </form>
  );
}
