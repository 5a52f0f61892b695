/** The verifier's decision: accept, or return with defect and expected correction by field. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import type { Organisation, ReturnReason } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { useNavigateAfterSave } from "../../data/use-navigate-after-save.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { isTyping, usePageKeys } from "../../parts/page-keys.ts";
import { type ReturnField, returnFieldsOf } from "./returned-reasons.tsx";

interface Verdict {
  readonly verdict: "accept" | "return";
  readonly reasons: ReturnReason[];
}

function useDecision(id: string, expectedVersion: number) {
  const cache = useQueryClient();
  const navigate = useNavigateAfterSave();
  return useMutation({
    mutationFn: (body: Verdict) =>
      read(
        api.POST("/api/verifications/{organisationId}/decision", {
          params: { path: { organisationId: id } },
          body: { ...body, expectedVersion },
        }),
      ),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["verifications"] });
      await navigate({ to: "/verifikasi" });
    },
  });
}

/** Keyboard shortcuts of the verifier; inactive while the user types. */
function useKeys(keys: Readonly<Record<string, () => void>>): void {
  usePageKeys((event) => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key.toLowerCase()];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

/** The input for one field. */
interface Remark {
  readonly text: string;
  readonly remedy: string;
}

function ReasonFields({
  field,
  remark,
  isFirst,
  onChange,
}: {
  readonly field: ReturnField;
  readonly remark: Remark;
  readonly isFirst: boolean;
  readonly onChange: (remark: Remark) => void;
}): ReactNode {
  const t = useTranslations("web.verify");
  const org = useTranslations("web.organisation");
  const first = useRef<HTMLTextAreaElement>(null);
  // Focuses the form, because the verifier may have opened it with a key.
  useLayoutEffect(() => {
    if (isFirst) first.current?.focus();
  }, [isFirst]);
  return (
    <fieldset className="grid gap-2">
      <legend className="text-small font-semibold">{org(`field.${field}`)}</legend>
      <label className="grid gap-1">
        <span className="text-small text-soft">{t("wrong")}</span>
        <textarea
          className="input"
          rows={2}
          maxLength={1000}
          ref={first}
          value={remark.text}
          onChange={(event) => onChange({ ...remark, text: event.target.value })}
        />
      </label>
      {remark.text.trim() === "" ? null : (
        <label className="grid gap-1">
          <span className="text-small text-soft">{t("remedy")}</span>
          <textarea
            className="input"
            rows={2}
            maxLength={1000}
            value={remark.remedy}
            onChange={(event) => onChange({ ...remark, remedy: event.target.value })}
          />
        </label>
      )}
    </fieldset>
  );
}

const NOTHING: Remark = { text: "", remedy: "" };

function ReturnForm({
  organisation,
  isWorking,
  onSend,
  onCancel,
}: {
  readonly organisation: Organisation;
  readonly isWorking: boolean;
  readonly onSend: (reasons: ReturnReason[]) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const t = useTranslations("web.verification");
  const [remarks, setRemarks] = useState<{ readonly [field in ReturnField]?: Remark }>({});
  const [isMissing, setMissing] = useState(false);
  const fields = returnFieldsOf(organisation);
  const reasons = fields.flatMap((field) => {
    const { text, remedy } = remarks[field] ?? NOTHING;
    return text.trim() === "" ? [] : [{ field, text: text.trim(), remedy: remedy.trim() }];
  });
  const send = (): void => {
    setMissing(reasons.length === 0);
    if (reasons.length > 0) onSend(reasons);
  };
  return (
    <>
      <p className="text-soft">{t("reasonsLead")}</p>
      {isMissing ? (
        <Notice tone="bad" urgent>
          {t("reasonsMissing")}
        </Notice>
      ) : null}
      {fields.map((field, index) => (
        <ReasonFields
          key={field}
          field={field}
          isFirst={index === 0}
          remark={remarks[field] ?? NOTHING}
          onChange={(remark) => setRemarks({ ...remarks, [field]: remark })}
        />
      ))}
      <div className="flex flex-wrap gap-3">
        <BusyButton type="button" className="button button-danger" isBusy={isWorking} onClick={send}>
          {t("returnNow", { count: reasons.length })}
        </BusyButton>
        <button type="button" className="button" onClick={onCancel}>
          {t("cancel")}
        </button>
      </div>
    </>
  );
}

/** Accept or return; keys `a` and `r` do the same. A decision on an outdated version is refused with an explanation. */
export function VerificationDecision({ organisation }: { readonly organisation: Organisation }): ReactNode {
  const t = useTranslations("web.verification");
  const verify = useTranslations("web.verify");
  const cache = useQueryClient();
  // The version that the verifier has read; a newer version is not decided unseen, and the input is kept.
  const [seen, setSeen] = useState(organisation.version);
  const decision = useDecision(organisation.id, seen);
  const [isReturning, setReturning] = useState(false);
  const [isSure, setSure] = useState(false);
  const acceptButton = useRef<HTMLButtonElement>(null);
  // The dialog was opened by its key: Enter confirms.
  useLayoutEffect(() => {
    if (isSure) acceptButton.current?.focus();
  }, [isSure]);
  useKeys({
    a: () => (isReturning ? undefined : setSure(true)),
    r: () => setReturning(true),
    escape: () => {
      setReturning(false);
      setSure(false);
    },
  });
  const isRefused =
    decision.error !== null && ["registration-changed", "already-decided"].includes(problemOf(decision.error).code);
  const isStale = isRefused || seen !== organisation.version;
  const look = async (): Promise<void> => {
    await cache.invalidateQueries({ queryKey: ["verifications"] });
    decision.reset();
    setSeen(organisation.version);
  };
  const accept = (): void => decision.mutate({ verdict: "accept", reasons: [] });
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="decision">
      <h2 id="decision" className="text-lead">
        {t("decisionTitle")}
      </h2>
      {decision.error === null ? null : <FailureNotice error={decision.error} />}
      {isStale ? (
        <Notice tone="wait" title={verify("changedTitle")} urgent>
          <p>{verify("changedText")}</p>
          <button type="button" className="button mt-3" onClick={() => void look()}>
            {verify("lookAgain")}
          </button>
        </Notice>
      ) : null}
      {isReturning ? (
        <ReturnForm
          organisation={organisation}
          isWorking={decision.isPending}
          onSend={(reasons) => decision.mutate({ verdict: "return", reasons })}
          onCancel={() => setReturning(false)}
        />
      ) : (
        <>
          {isSure ? <Notice tone="wait">{verify("sure")}</Notice> : null}
          <div className="flex flex-wrap gap-3">
            <BusyButton
              ref={acceptButton}
              type="button"
              className="button button-main"
              isBusy={decision.isPending}
              onClick={accept}
            >
              <Icon name="check" size={18} />
              {t("accept")}
            </BusyButton>
            <button type="button" className="button" onClick={() => setReturning(true)}>
              {t("return")}
            </button>
          </div>
          <p className="text-small text-faint">{verify("keys")}</p>
        </>
      )}
    </section>
  );
}
