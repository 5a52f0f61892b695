/** Manual entry of an Izin where OSS cannot be queried: an officer enters it, and the director approves another officer's entry. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/fields.tsx";
import { FileField, type UploadedFile } from "../../parts/file-field.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { longDate } from "../../words/dates.ts";
import type { ListedHandover } from "../licence-record/record-data.ts";

const MEGABYTES_MAX = 5;

interface ByHandProps {
  readonly row: ListedHandover;
  readonly mayEnter: boolean;
  readonly mayDecide: boolean;
}

/** The manual actions for one SKLO; renders nothing where OSS is queried. */
export function IzinByHand({ row, mayEnter, mayDecide }: ByHandProps): ReactNode {
  const t = useTranslations("web.oss.handovers.byHand");
  const [isOpen, setOpen] = useState(false);
  if (row.state === "granted") return null;
  if (row.entry !== null) return <Entered row={row} entry={row.entry} mayDecide={mayDecide} />;
  if (!mayEnter || row.licenseId !== null) return null;
  return (
    <>
      <button type="button" className="button button-small" onClick={() => setOpen(true)}>
        {t("enter")}
        <span className="sr-only"> {row.skloNumber}</span>
      </button>
      {isOpen ? <EntryDialog row={row} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function EntryDialog({ row, onClose }: { readonly row: ListedHandover; readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.oss.handovers.byHand");
  const cache = useQueryClient();
  const [number, setNumber] = useState("");
  const [grantedOn, setGrantedOn] = useState("");
  const [file, setFile] = useState<UploadedFile | null>(null);
  const [isMissing, setMissing] = useState(false);
  const entering = useMutation({
    mutationFn: (fileId: string) =>
      read(
        api.POST("/api/oss/handovers/{id}/izin", {
          params: { path: { id: row.applicationId } },
          body: { number, grantedOn, fileId },
        }),
      ),
    onSuccess: onClose,
    onSettled: () => cache.invalidateQueries({ queryKey: ["oss", "handovers"] }),
  });
  return (
    <Dialog title={t("title", { company: row.organisationName })} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const isWhole = number.trim() !== "" && grantedOn !== "" && file !== null;
          setMissing(!isWhole);
          if (isWhole) entering.mutate(file.id);
        }}
      >
        <p>{t("text")}</p>
        <TextField
          name="number"
          label={t("number")}
          maxLength={60}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <TextField
          name="granted-on"
          type="date"
          label={t("grantedOn")}
          value={grantedOn}
          onChange={(event) => setGrantedOn(event.currentTarget.value)}
        />
        <FileField
          name="izin"
          label={t("file")}
          purpose="izin-by-hand"
          megabytesMax={MEGABYTES_MAX}
          value={file}
          onChange={setFile}
          error={undefined}
        />
        {isMissing ? (
          <Notice tone="bad" urgent title={t("missing")}>
            {null}
          </Notice>
        ) : null}
        {entering.error === null ? null : <FailureNotice error={entering.error} />}
        <div className="flex flex-wrap gap-3">
          <BusyButton type="submit" className="button button-main" isBusy={entering.isPending}>
            {t("send")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Entered({
  row,
  entry,
  mayDecide,
}: {
  readonly row: ListedHandover;
  readonly entry: NonNullable<ListedHandover["entry"]>;
  readonly mayDecide: boolean;
}): ReactNode {
  const t = useTranslations("web.oss.handovers.byHand");
  const locale = useLocale();
  const cache = useQueryClient();
  const deciding = useMutation({
    mutationFn: (verdict: "confirm" | "refuse") =>
      read(
        api.POST("/api/oss/handovers/{id}/izin/decision", {
          params: { path: { id: row.applicationId } },
          body: { verdict },
        }),
      ),
    onSettled: () => cache.invalidateQueries({ queryKey: ["oss", "handovers"] }),
  });
  const { number, grantedOn, fileId, byName, isOwn } = entry;
  return (
    <div className="grid justify-items-start gap-1">
      <span className="text-small [overflow-wrap:anywhere]">
        {t("waiting", { number, date: longDate(grantedOn, locale), name: byName })}
      </span>
      <a href={`/api/files/${fileId}`} target="_blank" rel="noreferrer" className="text-small">
        {t("open")}
        <span className="sr-only"> {number}</span>
      </a>
      {mayDecide ? (
        <div className="flex flex-wrap gap-2">
          {isOwn ? null : (
            <BusyButton
              type="button"
              className="button button-small"
              isBusy={deciding.isPending}
              onClick={() => deciding.mutate("confirm")}
            >
              {t("confirm")}
              <span className="sr-only"> {number}</span>
            </BusyButton>
          )}
          <BusyButton
            type="button"
            className="button button-small"
            isBusy={deciding.isPending}
            onClick={() => deciding.mutate("refuse")}
          >
            {t("refuse")}
            <span className="sr-only"> {number}</span>
          </BusyButton>
        </div>
      ) : null}
      {deciding.error === null ? null : <FailureNotice error={deciding.error} />}
    </div>
  );
}
