/** One requirement: its verdict, the pre-check results, and its parts and files, one at a time. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { RuleNote } from "../../../parts/rule-note.tsx";
import { isPartKey } from "../item-state.ts";
import type { Finding, Item, Licence, LicenceForm, SlotFile } from "../licence-types.ts";
import { savedForm } from "../part-save.ts";
import { usePageName, useRequirementName } from "../requirement-words.ts";
import { useSlotName } from "../slot-files.tsx";
import { CaseDocumentView } from "./case-document-view.tsx";
import { FactRecords } from "./fact-records.tsx";
import { ItemFindings } from "./item-findings.tsx";
import { ItemVerdict } from "./item-verdict.tsx";
import { PartView } from "./part-view.tsx";
import { FoundByProgram } from "./pre-check-words.tsx";
import type { FindingDraft, Pointed } from "./review-types.ts";

interface ItemViewProps {
  readonly licence: Licence;
  readonly item: Item;
  /** The place of the finding in progress; null when there is none. */
  readonly pointed: Pointed | null;
  /** Sets the place of a finding; null for users without permission to write findings. */
  readonly onPoint: ((place: Pointed) => void) | null;
  readonly onWrite: (draft: FindingDraft) => void;
}

/** The files of an item: those on its own slots first, then those of rows. */
function filesOf({ documents }: Licence, item: Item): readonly SlotFile[] {
  const own = documents.filter(({ slot, requirement }) => requirement === item.key || item.slots.includes(slot));
  return own.toSorted((one, other) => Number(one.slot.includes(":")) - Number(other.slot.includes(":")));
}

interface SubjectsProps {
  readonly parts: readonly string[];
  readonly files: readonly SlotFile[];
  readonly form: LicenceForm;
  readonly chosen: string | undefined;
  readonly onChoose: (subject: string) => void;
}

const FEW = 8;

/** Selects a part or file: buttons for a few, a list for many. */
function Subjects({ parts, files, form, chosen, onChoose }: SubjectsProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const pageName = usePageName();
  const slotName = useSlotName(form);
  const all = [
    ...parts.map((part) => ({ id: part, name: pageName(part) })),
    ...files.map((file) => ({ id: file.slot, name: t("fileOf", { name: slotName(file) }) })),
  ];
  if (all.length < 2) return null;
  if (all.length > FEW) {
    return (
      <label className="flex flex-wrap items-center gap-2 text-small">
        <span className="text-soft">{t("subject", { count: all.length })}</span>
        <select
          className="input input-small w-auto max-w-full"
          value={chosen}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          {all.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-2">
      <legend className="sr-only">{t("subject", { count: all.length })}</legend>
      {all.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="button button-small max-w-full truncate"
          aria-pressed={id === chosen}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}

/** Required documents of an item that have not been uploaded. */
function Missing({ item, files }: { readonly item: Item; readonly files: readonly SlotFile[] }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const missing = item.slots.filter((slot) => !files.some((file) => file.slot === slot));
  if (missing.length === 0) return null;
  return <p className="text-small text-soft">{t("filesMissing", { count: missing.length })}</p>;
}

/** Scrolls to a row of a sheet and focuses it, so that screen readers announce the row. */
function showRow(rowId: string): void {
  const row = document.getElementById(`answer-${rowId}`);
  row?.scrollIntoView({ block: "center" });
  row?.focus({ preventScroll: true });
}

/** The officer's view of one item. */
export function ItemView({ licence, item, pointed, onPoint, onWrite }: ItemViewProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const nameOf = useRequirementName();
  const search = useSearch({ from: "/izin/$id" });
  const navigate = useNavigate({ from: "/izin/$id" });
  const form = savedForm(licence);
  const files = filesOf(licence, item);
  const subjects = [...item.parts, ...files.map(({ slot }) => slot)];
  const chosen = subjects.find((subject) => subject === search.at) ?? subjects[0];
  const go = (part: { readonly at?: string | undefined; readonly page?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, item: item.key, page: undefined, ...part }), replace: true });
  const goToRow = (part: string, rowId: string): void => {
    const owner = item.parts.includes(part) ? item : licence.items.find(({ parts }) => parts.includes(part));
    if (owner === undefined) return;
    void navigate({ search: (before) => ({ ...before, item: owner.key, at: part, page: undefined }), replace: true });
    // The sheet of another requirement is rendered in the next frame.
    requestAnimationFrame(() => requestAnimationFrame(() => showRow(rowId)));
  };
  const file = files.find(({ slot }) => slot === chosen);
  const findings = licence.findings.filter(({ requirement }) => requirement === item.key);
  const show = ({ place }: Finding): void =>
    go({ at: place.slot ?? place.part ?? undefined, page: place.page === null ? undefined : String(place.page) });
  return (
    <section className="grid min-w-0 gap-4" aria-labelledby="item-title">
      <div className="card grid gap-3 p-5">
        <h2 id="item-title" tabIndex={-1} className="[overflow-wrap:anywhere]">
          <span className="mr-2 text-soft">{item.key}</span>
          {nameOf(item.key)}
        </h2>
        <RuleNote rule={item.rule} />
        <ItemVerdict licence={licence} item={item} onWrite={onWrite} />
      </div>
      <FoundByProgram licence={licence} item={item} onGo={go} />
      <ItemFindings licence={licence} findings={findings} form={form} onShow={show} onWrite={onWrite} />
      <Subjects parts={item.parts} files={files} form={form} chosen={chosen} onChoose={(at) => go({ at })} />
      <Missing item={item} files={files} />
      {chosen !== undefined && isPartKey(chosen) && file === undefined ? (
        <PartView
          licence={licence}
          part={chosen}
          form={form}
          findings={findings}
          pointed={pointed}
          onPoint={onPoint}
          onFile={(at) => go({ at })}
          onRow={goToRow}
        />
      ) : null}
      {file === undefined ? null : (
        <CaseDocumentView
          key={file.slot}
          licence={licence}
          item={item}
          file={file}
          form={form}
          page={Number(search.page ?? "1") || 1}
          findings={findings}
          pointed={pointed}
          onPoint={onPoint}
          onPage={(page) => go({ at: file.slot, page: String(page) })}
        />
      )}
      {subjects.length === 0 && item.kind === "record" ? <p className="text-soft">{t("recordOnly")}</p> : null}
      <FactRecords licence={licence} item={item} slot={file?.slot ?? null} />
    </section>
  );
}
