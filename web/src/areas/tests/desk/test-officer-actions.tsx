/** An officer's actions on a test: the buttons that the server permits, each with its form. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { serverNowMs } from "../../../data/client.ts";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { longDate, officeToday } from "../../../words/dates.ts";
import { AskDialog, type DialogAnswer } from "../ask-dialog.tsx";
import { dayAfter } from "../month-days.ts";
import { answersQuery, useTestCommand } from "../test-data.ts";
import type { Test, TestCommand } from "../test-types.ts";
import { TeamDialog } from "./team-dialog.tsx";

/** Commands executed without a form. */
const AT_ONCE = ["confirm-date", "begin"] as const;

/** Commands that ask for a text, a date or both. */
const PROMPTED_ACTIONS = {
  "grant-self-test": { words: true, day: false, look: "main" },
  "refuse-self-test": { words: true, day: false, look: "danger" },
  "propose-date": { words: true, day: true, look: "main" },
  move: { words: true, day: true, look: "main" },
  "order-field-check": { words: true, day: true, look: "main" },
  "record-no-show": { words: true, day: false, look: "danger" },
  reopen: { words: true, day: false, look: "danger" },
} as const;

type PromptedAction = keyof typeof PROMPTED_ACTIONS;

const PROMPTED_ACTION_NAMES = Object.keys(PROMPTED_ACTIONS) as PromptedAction[];

function commandOf(act: PromptedAction, { words, day }: DialogAnswer): TestCommand {
  if (act === "propose-date" || act === "move" || act === "order-field-check")
    return { command: act, date: day, reason: words };
  return { command: act, reason: words };
}

/** Moving a test follows the lead time of a request; an on-site check may be tomorrow. */
function dayRangeOf(act: PromptedAction, { testDate, fieldCheckDate }: Test) {
  if (act !== "order-field-check") return { current: testDate };
  const from = dayAfter(officeToday(serverNowMs()), 1);
  return fieldCheckDate === null ? { from } : { from, current: fieldCheckDate };
}

interface TestActionsProps {
  readonly test: Test;
}

/** Draws up the report from the results on screen; open items that prevent it are listed before. */
function DrawReport({ test }: TestActionsProps): ReactNode {
  const t = useTranslations("web.testDesk");
  const command = useTestCommand(test);
  const { data: answers } = useQuery(answersQuery(test.id));
  const [isOpen, setOpen] = useState(false);
  if (!test.commands.includes("draw-report")) return null;
  const mandatory = new Set(test.items.filter((item) => item.mandatory).map(({ key }) => key));
  const standing = answers?.standing ?? [];
  const open = standing.filter(({ item, outcome }) => mandatory.has(item) && outcome === "open").length;
  const conflicts = standing.filter(({ conflict }) => conflict).length;
  const toConfirm = standing.filter(({ item, toConfirm }) => mandatory.has(item) && toConfirm).length;
  const failed = standing.filter(({ item, outcome }) => mandatory.has(item) && outcome === "fail").length;
  const isReady = answers !== undefined && open + conflicts + toConfirm === 0;
  return (
    <>
      <button type="button" className="button button-main" disabled={!isReady} onClick={() => setOpen(true)}>
        {t("act.draw-report")}
      </button>
      {isReady || answers === undefined ? null : (
        <p className="basis-full text-small text-soft">{t("hindrance", { open, conflicts, toConfirm })}</p>
      )}
      {isOpen && answers !== undefined ? (
        <AskDialog
          title={t("ask.draw-report", { number: test.number })}
          text={t(failed === 0 ? "effect.draw-fit" : "effect.draw-unfit", { count: failed })}
          words={t("noteOptional")}
          wordsOptional
          send={t("act.draw-report")}
          error={command.error}
          isBusy={command.isPending}
          onSend={({ words }) =>
            command.mutate(
              { command: "draw-report", answersDigest: answers.digest, note: words },
              { onSuccess: () => setOpen(false) },
            )
          }
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

/** The action bar. */
export function TestOfficerActions({ test }: TestActionsProps): ReactNode {
  const t = useTranslations("web.testDesk");
  const locale = useLocale();
  const command = useTestCommand(test);
  const [asked, setAsked] = useState<PromptedAction | "name-team" | null>(null);
  const may = (name: Test["commands"][number]): boolean => test.commands.includes(name);
  const close = (): void => {
    setAsked(null);
    command.reset();
  };
  const names = { number: test.number, day: longDate(test.testDate, locale) };
  const acting = PROMPTED_ACTION_NAMES.filter(may);
  const onceActs = AT_ONCE.filter(may);
  const isSheetOpen = test.mayAnswer || test.state === "running";
  if (acting.length + onceActs.length === 0 && !may("name-team") && !may("draw-report") && !isSheetOpen) return null;
  return (
    <section className="card grid gap-3 p-5" aria-label={t("actions")}>
      <div className="flex flex-wrap gap-3">
        {isSheetOpen ? (
          <Link
            to="/uji/$id/lapangan"
            params={{ id: test.id }}
            className={test.mayAnswer ? "button button-main" : "button"}
          >
            {t("openSheet")}
          </Link>
        ) : null}
        {onceActs.map((act) => (
          <BusyButton
            key={act}
            type="button"
            className="button button-main"
            isBusy={command.isPending}
            onClick={() => command.mutate({ command: act })}
          >
            {t(`act.${act}`, names)}
          </BusyButton>
        ))}
        {may("name-team") ? (
          <button
            type="button"
            className={test.state === "confirmed" ? "button button-main" : "button"}
            onClick={() => setAsked("name-team")}
          >
            {t(test.team.length === 0 ? "act.name-team" : "act.change-team")}
          </button>
        ) : null}
        <DrawReport test={test} />
        {acting.map((act) => (
          <button
            key={act}
            type="button"
            className={PROMPTED_ACTIONS[act].look === "danger" ? "button button-danger" : "button"}
            onClick={() => setAsked(act)}
          >
            {t(`act.${act}`)}
          </button>
        ))}
      </div>
      {command.error === null || asked !== null ? null : <FailureNotice error={command.error} />}
      {asked === "name-team" ? <TeamDialog test={test} onClose={close} /> : null}
      {asked === null || asked === "name-team" ? null : (
        <AskDialog
          title={t(`ask.${asked}`, names)}
          text={t(`effect.${asked}`, names)}
          words={t("reasonRead")}
          {...(PROMPTED_ACTIONS[asked].day ? { day: t("newDay"), ...dayRangeOf(asked, test) } : {})}
          look={PROMPTED_ACTIONS[asked].look}
          send={t(`act.${asked}`)}
          error={command.error}
          isBusy={command.isPending}
          onSend={(given) => command.mutate(commandOf(asked, given), { onSuccess: close })}
          onClose={close}
        />
      )}
    </section>
  );
}
