/** The approval steps of a SKLO on the screen of its test: previous steps, current content, and the reader's step. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { problemOf } from "../../../data/problem.ts";
import { sessionQuery } from "../../../data/queries.ts";
import { Badge } from "../../../parts/badges.tsx";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { Awaiting, FailureNotice, Notice } from "../../../parts/notice.tsx";
import { AskDialog } from "../ask-dialog.tsx";
import { FactorCode, useCode } from "../signing-proof.tsx";
import { useTestCommand } from "../test-data.ts";
import type { SkloNow, Test } from "../test-types.ts";
import { skloQuery } from "./officer-test-data.ts";
import { SkloChanges, SkloContent } from "./sklo-facts.tsx";

const STEPS = ["prepare-sklo", "endorse-sklo", "propose-sklo"] as const;

function SkloApprovalSteps({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.testDesk.sklo");
  const { sklo } = test;
  const hands = [
    ["prepared", sklo.preparedBy],
    ["endorsed", sklo.endorsedBy],
    ["proposed", sklo.proposedBy],
    ["signed", sklo.signedBy],
  ] as const;
  return (
    <ol className="grid gap-1">
      {hands.map(([hand, name]) => (
        <li key={hand} className="flex flex-wrap items-center gap-x-3">
          <Badge shape={name === null ? "ring" : "tick"} tone={name === null ? "quiet" : "good"}>
            {t(`hand.${hand}`)}
          </Badge>
          <span className={name === null ? "text-soft" : ""}>{name ?? t("nobody")}</span>
        </li>
      ))}
    </ol>
  );
}

/** Explains a refusal because the content has changed, and loads the new content at once. */
function Changed({ error }: { readonly error: Error | null }): ReactNode {
  const t = useTranslations("web.testDesk.sklo");
  if (error === null) return null;
  return problemOf(error).code === "sklo-facts-changed" ? (
    <Notice tone="bad" urgent title={t("notSigned")}>
      {t("notSignedText")}
    </Notice>
  ) : (
    <FailureNotice error={error} />
  );
}

function useSkloCommand(test: Test) {
  const cache = useQueryClient();
  const command = useTestCommand(test);
  const refresh = (): void => void cache.invalidateQueries({ queryKey: skloQuery(test.id).queryKey });
  return { ...command, refresh };
}

function Sign({ test, sklo }: { readonly test: Test; readonly sklo: SkloNow }): ReactNode {
  const t = useTranslations("web.testDesk.sklo");
  const { data: session } = useQuery(sessionQuery);
  const command = useSkloCommand(test);
  const [typed, setTyped, code] = useCode();
  return (
    <form
      className="grid gap-4 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        command.mutate({ command: "sign-sklo", factsDigest: sklo.digest, code }, { onError: command.refresh });
      }}
    >
      <FactorCode session={session} code={typed} onCode={setTyped} />
      <Changed error={command.error} />
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={command.isPending}>
        {t("sign")}
      </BusyButton>
    </form>
  );
}

function Steps({ test, sklo }: { readonly test: Test; readonly sklo: SkloNow }): ReactNode {
  const t = useTranslations("web.testDesk");
  const command = useSkloCommand(test);
  const [asked, setAsked] = useState<(typeof STEPS)[number] | "send-sklo-back" | null>(null);
  const steps = STEPS.filter((step) => test.commands.includes(step));
  const close = (): void => {
    setAsked(null);
    command.reset();
  };
  const mayBack = test.commands.includes("send-sklo-back");
  if (steps.length === 0 && !mayBack) return null;
  return (
    <div className="flex flex-wrap gap-3">
      {steps.map((step) => (
        <button key={step} type="button" className="button button-main" onClick={() => setAsked(step)}>
          {t(`act.${step}`)}
        </button>
      ))}
      {mayBack ? (
        <button type="button" className="button" onClick={() => setAsked("send-sklo-back")}>
          {t("act.send-sklo-back")}
        </button>
      ) : null}
      {asked === null ? null : (
        <AskDialog
          title={t(`ask.${asked}`, { number: test.number })}
          text={t(`effect.${asked}`)}
          words={t(asked === "send-sklo-back" ? "reason" : "noteOptional")}
          wordsOptional={asked !== "send-sklo-back"}
          send={t(`act.${asked}`)}
          error={command.error}
          isBusy={command.isPending}
          onSend={({ words }) =>
            command.mutate(
              asked === "send-sklo-back"
                ? { command: asked, reason: words }
                : { command: asked, factsDigest: sklo.digest, note: words },
              { onSuccess: close, onSettled: command.refresh },
            )
          }
          onClose={close}
        />
      )}
    </div>
  );
}

const CHAIN_STATES: readonly Test["state"][] = ["running", "handed-in", "reported", "passed", "certified"];

/** The panel; renders nothing before the test runs. */
export function SkloPanel({ test }: { readonly test: Test }): ReactNode {
  const t = useTranslations("web.testDesk.sklo");
  const isShown = CHAIN_STATES.includes(test.state);
  const query = useQuery({ ...skloQuery(test.id), enabled: isShown });
  if (!isShown) return null;
  return (
    <section className="card grid gap-4 p-5" aria-labelledby="sklo">
      <h2 id="sklo" className="text-lead" tabIndex={-1}>
        {t("title")}
      </h2>
      <SkloApprovalSteps test={test} />
      <Awaiting query={query} lines={4} />
      {query.data === undefined ? null : (
        <>
          {test.state === "certified" ? null : <SkloChanges sklo={query.data} />}
          <details open={test.commands.some((name) => name.endsWith("-sklo"))}>
            <summary className="font-semibold">{t("content")}</summary>
            <SkloContent sklo={query.data} />
          </details>
          <Steps test={test} sklo={query.data} />
          {test.commands.includes("sign-sklo") ? <Sign key={query.data.digest} test={test} sklo={query.data} /> : null}
        </>
      )}
    </section>
  );
}
