/** The customers' page: ticket number and code, then the ticket's status and a reply form. Designed for phones first. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { readCode, readNumber } from "../../../../src/service/acd/tickets/ticket-number.shared.ts";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import type { paths } from "../../generated/api.d.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Mark } from "../../parts/icons.tsx";
import { Awaiting, Notice } from "../../parts/notice.tsx";
import { useColour } from "../../shell/branding.ts";
import { LanguageSwitch } from "../../shell/top-bar.tsx";
import { type PublicTicket, PublicTicketView, type TicketKey } from "./public-ticket-view.tsx";

type TicketPage = paths["/api/ticket-pages/{page}"]["get"]["responses"]["200"]["content"]["application/json"];

const pageQuery = (page: string) =>
  queryOptions({
    queryKey: ["ticket-page", page],
    queryFn: () => read<TicketPage>(api.GET("/api/ticket-pages/{page}", { params: { path: { page } } })),
  });

/** Ticket number and code from the URL's fragment, which browsers do not send to servers; empty for a damaged link. */
function keyInAddress(): TicketKey {
  const [number = "", code = ""] = decoded(window.location.hash.slice(1)).split(".");
  return { number, code };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** The screen of `/tiket/$page`. */
export function PublicTicketScreen(): ReactNode {
  const t = useTranslations("web.publicTicket");
  const { page } = useParams({ from: "/tiket/$page" });
  const whose = useQuery(pageQuery(page));
  useColour(whose.data?.colour ?? null);
  const name = whose.data?.name;
  useEffect(() => {
    document.title = name === undefined ? t("title") : `${t("title")} – ${name}`;
  }, [name, t]);
  const isGone = whose.error !== null && problemOf(whose.error).status === 404;
  return (
    <div className="min-h-screen bg-[var(--paper)]">
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex max-w-[720px] items-center justify-between gap-3 px-4 py-3">
          <span className="flex min-w-0 items-center gap-2">
            {whose.data?.hasLogo === true ? (
              <img
                className="h-8 w-auto max-w-[40vw] rounded-small bg-white p-0.5"
                src={`/api/ticket-pages/${page}/logo`}
                alt=""
              />
            ) : (
              <Mark />
            )}
            <span className="min-w-0 text-lead font-semibold [overflow-wrap:anywhere]">{name ?? ""}</span>
          </span>
          <LanguageSwitch />
        </div>
      </header>
      <main id="content" className="mx-auto grid max-w-[720px] gap-5 px-4 py-6">
        {isGone ? (
          <>
            <h1>{t("gone")}</h1>
            <Notice tone="wait">{t("goneText")}</Notice>
          </>
        ) : whose.data === undefined ? (
          <>
            <h1>{t("title")}</h1>
            <Awaiting query={whose} lines={4} />
          </>
        ) : (
          <TicketKeyForm page={page} />
        )}
      </main>
    </div>
  );
}

function TicketKeyForm({ page }: { readonly page: string }): ReactNode {
  const [key, setKey] = useState(keyInAddress);
  const looking = useMutation({
    mutationFn: (wanted: TicketKey) =>
      read<PublicTicket>(api.POST("/api/ticket-pages/{page}/ticket", { params: { path: { page } }, body: wanted })),
  });
  const { mutate } = looking;
  useEffect(() => {
    const given = keyInAddress();
    if (readNumber(given.number) !== null && readCode(given.code) !== null) mutate(given);
  }, [mutate]);
  if (looking.data !== undefined)
    return <PublicTicketView page={page} ticketKey={key} found={looking.data} onAnother={() => looking.reset()} />;
  return (
    <KeyForm
      value={key}
      isPending={looking.isPending}
      error={looking.error}
      onChange={setKey}
      onSend={(wanted) => mutate(wanted)}
    />
  );
}

function KeyForm({
  value,
  isPending,
  error,
  onChange,
  onSend,
}: {
  readonly value: TicketKey;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onChange: (key: TicketKey) => void;
  readonly onSend: (key: TicketKey) => void;
}): ReactNode {
  const t = useTranslations("web.publicTicket");
  const { lines, problem, faultOf, isFree } = useFormFaults(error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const faults = [
      // A mistyped digit is detected here by the check digit; the server's refusal is the same for all invalid input.
      ...(readNumber(value.number) === null ? [{ field: "number", message: t("numberFault") }] : []),
      ...(readCode(value.code) === null ? [{ field: "code", message: t("codeFault") }] : []),
    ];
    if (isFree(faults)) onSend(value);
  };
  return (
    <>
      <div>
        <h1>{t("title")}</h1>
        <p className="mt-2 text-soft">{t("lead")}</p>
      </div>
      <form noValidate className="card grid gap-5 p-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="number"
          label={t("number")}
          hint={t("numberHint")}
          error={faultOf("number")}
          inputMode="text"
          autoComplete="off"
          maxLength={20}
          value={value.number}
          onChange={({ target }) => onChange({ ...value, number: target.value })}
        />
        <TextField
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          error={faultOf("code")}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          value={value.code}
          onChange={({ target }) => onChange({ ...value, code: target.value })}
        />
        <BusyButton type="submit" className="button button-main" isBusy={isPending}>
          {t("show")}
        </BusyButton>
      </form>
    </>
  );
}
