/** The actions of an import: carry out, check again, undo. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { ReasonForm } from "../inventory/reason-form.tsx";
import { type OperatorImport, totalsOf } from "./imports-data.ts";

interface ActProps {
  readonly shown: OperatorImport;
}

function useStep(shown: OperatorImport, step: "look" | "carry-out") {
  const cache = useQueryClient();
  const asked = { params: { path: { id: shown.id } }, body: { expectedVersion: shown.version } };
  return useMutation({
    mutationFn: () =>
      read<OperatorImport>(
        step === "look" ? api.POST("/api/imports/{id}/look", asked) : api.POST("/api/imports/{id}/carry-out", asked),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["imports"] }),
  });
}

/** Asks for confirmation with the counts, then carries the import out; a second button checks the files again. */
export function CarryOut({ shown }: ActProps): ReactNode {
  const t = useTranslations("web.imports");
  const [asks, setAsks] = useState(false);
  const carry = useStep(shown, "carry-out");
  const again = useStep(shown, "look");
  const totals = totalsOf(shown.counts);
  const hasWork = shown.faultCount === 0 && totals.create + totals.change > 0;
  const problem = carry.error === null ? null : problemOf(carry.error);
  return (
    <div className="grid gap-4">
      {carry.error === null ? null : <FailureNotice error={carry.error} />}
      {again.error === null ? null : <FailureNotice error={again.error} />}
      {hasWork && asks && problem === null ? (
        <section className="card grid gap-3 p-5" aria-labelledby="ask">
          <h2 id="ask" className="text-lead">
            {t("carryOutAsk", totals)}
          </h2>
          <p>{t("carryOutText")}</p>
          <div className="flex flex-wrap gap-3">
            <BusyButton
              type="button"
              className="button button-main"
              isBusy={carry.isPending}
              onClick={() => carry.mutate()}
            >
              <Icon name="check" size={18} />
              {t("carryOutNow")}
            </BusyButton>
            <button type="button" className="button" onClick={() => setAsks(false)}>
              {t("cancel")}
            </button>
          </div>
        </section>
      ) : (
        <div className="flex flex-wrap gap-3">
          {hasWork && problem === null ? (
            <button type="button" className="button button-main" onClick={() => setAsks(true)}>
              {t("carryOut")}
            </button>
          ) : null}
          <BusyButton
            type="button"
            className="button"
            isBusy={again.isPending}
            onClick={() => {
              carry.reset();
              again.mutate();
            }}
          >
            <Icon name="retry" size={18} />
            {t("lookAgain")}
          </BusyButton>
        </div>
      )}
    </div>
  );
}

/** Reverts the whole import, with a reason. */
export function UndoImport({ shown }: ActProps): ReactNode {
  const t = useTranslations("web.imports");
  const cache = useQueryClient();
  const [asks, setAsks] = useState(false);
  const undo = useMutation({
    mutationFn: (reason: string) =>
      read<OperatorImport>(
        api.POST("/api/imports/{id}/undo", {
          params: { path: { id: shown.id } },
          body: { expectedVersion: shown.version, reason },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["imports"] }),
  });
  if (!asks) {
    return (
      <button type="button" className="button button-danger justify-self-start" onClick={() => setAsks(true)}>
        {t("undo")}
      </button>
    );
  }
  return (
    <ReasonForm
      title={t("undoTitle")}
      text={t("undoText")}
      label={t("undoReason")}
      act={t("undoNow")}
      isWorking={undo.isPending}
      error={undo.error}
      onCancel={() => setAsks(false)}
      onSend={(reason) => undo.mutate(reason)}
    />
  );
}
