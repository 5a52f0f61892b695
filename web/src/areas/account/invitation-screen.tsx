/** The page behind the link of an invitation: its content, and acceptance as the signed-in user or with a new account. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { InvitationSeen } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { sessionQuery, worthRetrying } from "../../data/queries.ts";
import type { Session } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useLogOut } from "../../shell/log-out.ts";
import { moment } from "../../words/dates.ts";
import { NewPasswordField } from "../people/new-password-field.tsx";
import { useEntering } from "../people/sign-in-form.ts";

function InvitationFacts({ seen }: { readonly seen: InvitationSeen }): ReactNode {
  const t = useTranslations("web.links");
  const roles = useTranslations("roles");
  const teams = useTranslations("web.links.teams");
  const locale = useLocale();
  const rows = [
    [t("invitedBy"), seen.invitedBy],
    ...(seen.organisationName === null ? [] : [[t("company"), seen.organisationName]]),
    ...(seen.centreName === null ? [] : [[t("centre"), seen.centreName]]),
    [t("role"), seen.team === null ? roles(seen.role) : `${roles(seen.role)} (${teams(seen.team)})`],
    [t("sentTo"), seen.email],
    [t("openUntil"), moment(seen.expiresAt, locale)],
  ];
  return (
    <dl className="card mb-6 grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-3 p-5 sm:grid-cols-[12rem_minmax(0,1fr)] sm:p-7">
      {rows.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-soft">{label}</dt>
          <dd className="font-semibold break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function AcceptAsMyself({ token }: { readonly token: string }): ReactNode {
  const t = useTranslations("web.links");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const accept = useMutation({
    mutationFn: () => read(api.POST("/api/invitations/acceptance", { body: { token } })),
    // Acceptance is idempotent and may be retried: an import of users can block it for a moment.
    retry: worthRetrying,
    onSuccess: async () => {
      await cache.fetchQuery({ ...sessionQuery, staleTime: 0 });
      await navigate({ to: "/beranda" });
      await cache.invalidateQueries();
    },
  });
  return (
    <div className="grid justify-items-start gap-5">
      {accept.error === null ? null : <FailureNotice error={accept.error} />}
      <BusyButton
        type="button"
        className="button button-main"
        isBusy={accept.isPending}
        onClick={() => accept.mutate()}
      >
        {accept.isPending ? parts("working") : t("accept")}
      </BusyButton>
    </div>
  );
}

function AcceptAsNew({ token, seen }: { readonly token: string; readonly seen: InvitationSeen }): ReactNode {
  const t = useTranslations("web.links");
  const people = useTranslations("web.people");
  const parts = useTranslations("web.parts");
  const locale = useLocale();
  const [values, setValues] = useState({ name: "", password: "" });
  const [asked, setAsked] = useState(false);
  const { enter, working, problem } = useEntering(
    (body: { name: string; password: string }) =>
      read<Session>(api.POST("/api/invitations/new-person", { body: { ...body, token, locale } })),
    undefined,
    worthRetrying,
  );
  const own = [
    ...(values.name.trim() === "" ? [{ field: "name", message: people("nameNeeded") }] : []),
    ...(values.password === "" ? [{ field: "password", message: people("passwordNeeded") }] : []),
  ];
  const theirs = problem?.fields.map((fault) => ({ field: fault.path, message: fault.message })) ?? [];
  const lines = asked && own.length > 0 ? own : theirs;
  const errorOf = (field: string): string | undefined => lines.find((line) => line.field === field)?.message;
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (own.length === 0) enter(values);
  };
  return (
    <>
      <ErrorSummary lines={lines} problem={problem} />
      <form noValidate className="card grid grid-cols-[minmax(0,1fr)] gap-5 p-5 sm:p-7" onSubmit={onSubmit}>
        <p className="break-words text-soft">{t("newHere", { email: seen.email })}</p>
        <input type="email" className="hidden" autoComplete="username" value={seen.email} readOnly />
        <TextField
          name="name"
          label={people("name")}
          hint={people("nameHint")}
          autoComplete="name"
          maxLength={120}
          error={errorOf("name")}
          value={values.name}
          onChange={(event) => setValues({ ...values, name: event.target.value })}
        />
        <NewPasswordField
          value={values.password}
          own={[values.name, seen.email, seen.organisationName ?? seen.centreName ?? ""]}
          error={errorOf("password")}
          onType={(password) => setValues({ ...values, password })}
        />
        <BusyButton type="submit" className="button button-main justify-self-start" isBusy={working}>
          {working ? parts("working") : t("acceptNew")}
        </BusyButton>
      </form>
    </>
  );
}

/** Shown when another user, or no user, is signed in. */
function OtherAccount({
  seen,
  isSignedIn,
}: {
  readonly seen: InvitationSeen;
  readonly isSignedIn: boolean;
}): ReactNode {
  const t = useTranslations("web.links");
  const { token } = useParams({ from: "/undangan/$token" });
  const logOut = useLogOut(`/undangan/${token}`);
  if (isSignedIn) {
    return (
      <div className="grid justify-items-start gap-5">
        <Notice tone="wait" title={t("otherPersonTitle")}>
          {t("otherPerson", { email: seen.email })}
        </Notice>
        <button type="button" className="button button-main" onClick={logOut}>
          {t("logOut")}
        </button>
      </div>
    );
  }
  return (
    <Link to="/masuk" search={{ back: `/undangan/${token}` }} className="button button-main">
      {t("logInToAccept")}
    </Link>
  );
}

function Ways({ token, seen }: { readonly token: string; readonly seen: InvitationSeen }): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  const isSignedIn = session !== undefined && session.person !== null;
  if (seen.isYou) return <AcceptAsMyself token={token} />;
  if (isSignedIn || seen.hasAccount) return <OtherAccount seen={seen} isSignedIn={isSignedIn} />;
  return <AcceptAsNew token={token} seen={seen} />;
}

/** The screen behind `/undangan/TOKEN`. */
export function InvitationScreen(): ReactNode {
  const t = useTranslations("web.links");
  const { token } = useParams({ from: "/undangan/$token" });
  const { data, error, isPending } = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => read<InvitationSeen>(api.POST("/api/invitations/look", { body: { token } })),
  });
  return (
    <Page title={t("invitationTitle")} lead={data === undefined ? undefined : t("invitationLead")}>
      {isPending ? <Loading lines={5} /> : null}
      {error === null || data !== undefined ? null : (
        <div className="grid justify-items-start gap-5">
          <FailureNotice error={error} />
          <Link to="/masuk" className="button">
            {t("toLogIn")}
          </Link>
        </div>
      )}
      {data === undefined ? null : (
        <>
          <InvitationFacts seen={data} />
          {data.organisationName === null && data.centreName === null ? (
            <p className="mb-6 text-soft">{t("secondPerson")}</p>
          ) : null}
          <Ways token={token} seen={data} />
        </>
      )}
    </Page>
  );
}
