/** Claims an account that is controlled by the wrong person. */
import { useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useRuleNumber } from "../../data/rule-value.ts";
import type { Dispute } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { type SummaryLine, TextArea, TextField } from "../../parts/fields.tsx";
import { FileField, type UploadedFile } from "../../parts/file-field.tsx";
import { Page } from "../../parts/page.tsx";
import { Choices } from "../organisations/step-form.tsx";
import { useDraftForm } from "./draft-form.ts";
import { LosesAndKeeps } from "./loses-and-keeps.tsx";
import { SentForm } from "./sent-form.tsx";

interface ClaimForm {
  readonly nib: string;
  readonly ground: Dispute["ground"] | null;
  readonly reason: string;
  readonly position: string;
  readonly phone: string;
  readonly file: UploadedFile | null;
}

const EMPTY: ClaimForm = { nib: "", ground: null, reason: "", position: "", phone: "", file: null };
const GROUNDS = ["wrong-claimant", "former-claimant", "other"] as const;

function useClaimFaults(form: ClaimForm): () => SummaryLine[] {
  const t = useTranslations("web.account");
  const need = (field: string, message: string, isMet: boolean): SummaryLine[] => (isMet ? [] : [{ field, message }]);
  return () => [
    ...need("nib", t("nibWrong"), form.nib.replace(/\D/g, "").length === 13),
    ...need("ground", t("groundNeeded"), form.ground !== null),
    ...need("reason", t("claimNeeded"), form.reason.trim() !== ""),
    ...need("position", t("positionNeeded"), form.position.trim() !== ""),
    ...need("phone", t("phoneNeeded"), form.phone.trim() !== ""),
    ...need("evidenceFileId", t("evidenceNeeded"), form.file !== null),
  ];
}

function Fields({
  form,
  change,
  errorOf,
}: {
  readonly form: ClaimForm;
  readonly change: (part: Partial<ClaimForm>) => void;
  readonly errorOf: (field: string) => string | undefined;
}): ReactNode {
  const t = useTranslations("web.account");
  const megabytesMax = useRuleNumber("file-megabytes-max", 5);
  return (
    <>
      <TextField
        name="nib"
        label={t("nibOfCompany")}
        inputMode="numeric"
        maxLength={30}
        className="max-w-[260px]"
        error={errorOf("nib")}
        value={form.nib}
        onChange={(event) => change({ nib: event.target.value })}
      />
      <Choices
        name="ground"
        legend={t("groundTitle")}
        choices={GROUNDS.map((value) => ({ value, label: t(`grounds.${value}`), text: t(`groundText.${value}`) }))}
        value={form.ground}
        error={errorOf("ground")}
        onChange={(ground) => change({ ground })}
      />
      <TextArea
        name="reason"
        label={t("yourClaim")}
        hint={t("claimHint")}
        rows={6}
        maxLength={2000}
        error={errorOf("reason")}
        value={form.reason}
        onChange={(event) => change({ reason: event.target.value })}
      />
      <TextField
        name="position"
        label={t("position")}
        maxLength={120}
        error={errorOf("position")}
        value={form.position}
        onChange={(event) => change({ position: event.target.value })}
      />
      <TextField
        name="phone"
        label={t("phone")}
        type="tel"
        autoComplete="tel"
        maxLength={60}
        className="max-w-[300px]"
        error={errorOf("phone")}
        value={form.phone}
        onChange={(event) => change({ phone: event.target.value })}
      />
      <FileField
        name="evidenceFileId"
        label={t("evidence")}
        hint={t("evidenceHint")}
        format="pernyataan-sengketa"
        purpose="evidence"
        megabytesMax={megabytesMax}
        value={form.file}
        error={errorOf("evidenceFileId")}
        onChange={(file) => change({ file })}
      />
    </>
  );
}

function Sent(): ReactNode {
  const t = useTranslations("web.account");
  const days = useRuleNumber("dispute-statement-days", 5);
  return (
    <Page key="sent" title={t("claimSentTitle")} lead={t("claimSentText")}>
      <div className="grid gap-5">
        <h2>{t("nextTitle")}</h2>
        <ol className="grid list-decimal gap-1 pl-5">
          <li>{t("claimNext.verifier")}</li>
          <li>{t("claimNext.holder", { days })}</li>
          <li>{t("claimNext.decision")}</li>
          <li>{t("claimNext.mail")}</li>
        </ol>
        <p>
          <Link to="/sengketa" className="button button-main">
            {t("toDisputes")}
          </Link>
        </p>
      </div>
    </Page>
  );
}

/** The form; after submission, the next steps. */
export function DisputeClaimScreen(): ReactNode {
  const t = useTranslations("web.account");
  const { nib } = useSearch({ from: "/sengketa/baru" });
  const cache = useQueryClient();
  const [form, change, forget] = useDraftForm<ClaimForm>("claim", EMPTY, nib === undefined ? {} : { nib });
  const check = useClaimFaults(form);
  const send = useMutation({
    mutationFn: ({ file, ground, ...rest }: ClaimForm) =>
      read(
        api.POST("/api/disputes", {
          body: { ...rest, ground: ground ?? "other", evidenceFileId: file?.id ?? "" },
        }),
      ),
    onSuccess: async () => {
      forget();
      await cache.invalidateQueries({ queryKey: ["disputes"] });
    },
  });
  if (send.isSuccess) return <Sent />;
  return (
    <Page title={t("claimTitle")} lead={t("claimLead")}>
      <SentForm
        check={check}
        onSend={() => send.mutate(form)}
        isWorking={send.isPending}
        error={send.error}
        act={t("sendClaim")}
        back="/sengketa"
      >
        {(errorOf) => (
          <>
            <LosesAndKeeps />
            <Fields form={form} change={change} errorOf={errorOf} />
          </>
        )}
      </SentForm>
    </Page>
  );
}
