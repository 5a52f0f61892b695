/** One file in its slot: template, upload with progress, stated facts, and facts read from the file. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { ApplicableSlot } from "../../../../src/licensing/requirements/required.shared.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { TextField } from "../../parts/fields.tsx";
import { FileField } from "../../parts/file-field.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import { TemplateLinks } from "./downloads.tsx";
import { FileRead } from "./file-read.tsx";
import { slotId } from "./item-state.ts";
import { licenceQuery } from "./licence-data.ts";
import type { Licence, PreCheckFinding, SlotFile, StatedFacts } from "./licence-types.ts";
import { useFoundWords } from "./requirement-words.ts";

const NOTHING_STATED: StatedFacts = { number: "", issuedOn: "", validUntil: "" };

/** A known document number is prefilled where the slot asks for one. */
function firstStated({ stated }: ApplicableSlot, number: string): StatedFacts {
  return stated.includes("number") ? { ...NOTHING_STATED, number } : NOTHING_STATED;
}
const BYTES_PER_MEGABYTE = 1_048_576;

interface Hanging {
  readonly fileId: string | null;
  readonly stated: StatedFacts;
}

/** Attaches a file to a slot or removes it, with the version of the slot that was read. */
function useHanging(licence: Licence, slot: string, version: number) {
  const cache = useQueryClient();
  const { id } = licence;
  return useMutation({
    scope: { id: `licence ${id} ${slot}` },
    mutationFn: ({ fileId, stated }: Hanging) =>
      read<Licence>(
        api.PUT("/api/licences/{id}/documents/{slot}", {
          params: { path: { id, slot } },
          body: { version, fileId, stated },
        }),
      ),
    onSuccess: (after) => cache.setQueryData(licenceQuery(id).queryKey, after),
    onError: (error) => {
      if (problemOf(error).status === 409)
        void cache.invalidateQueries({ queryKey: licenceQuery(id).queryKey, exact: true });
    },
  });
}

interface StatedProps {
  readonly asked: ApplicableSlot;
  readonly stated: StatedFacts;
  readonly findings: readonly PreCheckFinding[];
  readonly isLocked: boolean;
  readonly onChange: (stated: StatedFacts) => void;
}

/** The stated number and dates of the file; saved when a field loses focus. */
function Stated({ asked, stated, findings, isLocked, onChange }: StatedProps): ReactNode {
  const t = useTranslations("web.licence");
  const words = useFoundWords();
  const [typed, setTyped] = useState<Partial<StatedFacts>>({});
  const id = slotId(asked.slot);
  const leave = (): void => {
    const next = { ...stated, ...typed };
    if (asked.stated.some((field) => next[field] !== stated[field])) onChange(next);
  };
  const faultOf = (field: string): string | undefined => {
    const fault = findings.find(({ place }) => place.field === `stated.${field}`);
    return fault === undefined ? undefined : words(fault).message;
  };
  return (
    <div className="flex flex-wrap gap-x-5 gap-y-4">
      {asked.stated.map((field) => (
        <TextField
          key={field}
          type={field === "number" ? "text" : "date"}
          name={`${id}-${field}`}
          label={t(`stated.${field}`)}
          maxLength={field === "number" ? 100 : undefined}
          error={faultOf(field)}
          readOnly={isLocked}
          value={typed[field] ?? stated[field]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setTyped((before) => ({ ...before, [field]: value }));
          }}
          onBlur={leave}
        />
      ))}
    </div>
  );
}

function HungBy({ file }: { readonly file: SlotFile }): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  return (
    <p className="text-small text-soft">
      {t("lastChange", { name: file.attachedBy, at: moment(file.attachedAt, locale) })}
    </p>
  );
}

interface SlotFieldProps {
  readonly licence: Licence;
  readonly asked: ApplicableSlot;
  readonly label: string;
  readonly findings: readonly PreCheckFinding[];
  readonly isLocked: boolean;
  /** The document number, if already known. */
  readonly number?: string;
}

/** The field of one slot. */
export function SlotField({ licence, asked, label, findings, isLocked, number = "" }: SlotFieldProps): ReactNode {
  const t = useTranslations("web.licence");
  const words = useFoundWords();
  const file = licence.documents.find(({ slot }) => slot === asked.slot) ?? null;
  // Facts stated before the upload are sent with the file.
  const [early, setEarly] = useState<StatedFacts | null>(null);
  const hanging = useHanging(licence, asked.slot, file?.version ?? 0);
  const stated = file?.stated ?? early ?? firstStated(asked, number);
  const error = findings.find(
    ({ level, place, code }) => file !== null && level === "blocks" && place.field === null && code !== "file-missing",
  );
  const isTaken = hanging.error !== null && problemOf(hanging.error).status === 409;
  return (
    <section className="card grid gap-4 p-5" aria-label={label}>
      {asked.template === null ? null : (
        <div className="grid gap-1">
          <p className="text-small text-soft">{t("templateFirst")}</p>
          <TemplateLinks licence={licence} requirement={asked.requirement} />
        </div>
      )}
      {isLocked ? (
        <p className="font-semibold">{label}</p>
      ) : (
        <FileField
          name={slotId(asked.slot)}
          label={asked.isOptional ? t("optionalFile", { name: label }) : label}
          purpose="licence-paper"
          megabytesMax={Math.floor(asked.bytesMax / BYTES_PER_MEGABYTE)}
          value={file === null ? null : { id: file.fileId, name: file.name, bytes: file.bytes }}
          error={error === undefined ? undefined : words(error).message}
          onChange={({ id }) => hanging.mutate({ fileId: id, stated })}
        />
      )}
      {isTaken ? (
        <Notice tone="wait" urgent title={t("slotChanged")}>
          {t("slotChangedText")}
        </Notice>
      ) : null}
      {hanging.error === null || isTaken ? null : <FailureNotice error={hanging.error} />}
      {asked.stated.length === 0 ? null : (
        <Stated
          key={file?.version ?? 0}
          asked={asked}
          stated={stated}
          findings={file === null ? [] : findings}
          isLocked={isLocked}
          onChange={(next) => (file === null ? setEarly(next) : hanging.mutate({ fileId: file.fileId, stated: next }))}
        />
      )}
      {file === null ? null : (
        <>
          <FileRead licenceId={licence.id} file={file} findings={findings} />
          <div className="flex flex-wrap items-center justify-between gap-3">
            <HungBy file={file} />
            {isLocked ? null : (
              <BusyButton
                type="button"
                className="button button-small button-quiet"
                isBusy={hanging.isPending}
                onClick={() => hanging.mutate({ fileId: null, stated: NOTHING_STATED })}
              >
                {t("takeOff")}
                <span className="sr-only"> {label}</span>
              </BusyButton>
            )}
          </div>
        </>
      )}
    </section>
  );
}
