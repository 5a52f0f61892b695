import type { Browser } from "playwright-core";
import { randomPassword } from "../src/identity/wire.ts";
import { present } from "../src/kernel/index.ts";
import { openDemoClient } from "../src/processes/demo/demo-client.ts";
import { type DemoPerson, logInTo, mailedTo } from "../src/processes/demo/demo-steps.ts";
import { APPLICANTS, type ApplicantKey } from "../src/processes/demonstration/companies.ts";
import type { Demonstration } from "../testkit/demonstration.ts";
import { openVisit, type Visit } from "../testkit/visit.ts";
import { logIn } from "../tests/journeys/people-steps.ts";

const SIZE = { width: 960, height: 860 } as const;

interface Step {
  readonly picture: string;
  /** The URL of the screen, or the function that opens it from a list. */
  readonly open: string | ((visit: Visit) => Promise<void>);
}

/** Opens the last item of a list, by its link with this text. */
const fromList = (list: string, text: string): Step["open"] => {
  return async ({ page, open }) => {
    await open(list);
    const link = page.getByRole("link", { name: text }).last();
    const address = present(await link.getAttribute("href"), `a link of ${text}`);
    await open(address);
  };
};

const PUBLIC_STEPS: readonly Step[] = [
  { picture: "self-check", open: "/cek-keperluan" },
  { picture: "forms", open: "/formulir" },
  { picture: "test-calendar", open: "/kalender-uji" },
];

const COMPANY_STEPS: readonly Step[] = [
  { picture: "company-registration", open: "/perusahaan/baru" },
  { picture: "new-application", open: "/permohonan/baru" },
];

const SUPERVISOR_STEPS: readonly Step[] = [{ picture: "knowledge", open: "/layanan/informasi" }];

const OPERATOR_STEPS: readonly Step[] = [
  { picture: "trunks", open: "/layanan/sambungan" },
  { picture: "api-reference", open: "/layanan/api/referensi" },
  { picture: "sms-messages", open: "/layanan/pesan" },
];

/** Takes the pictures of the screens in the map of the ministry's article. */
export async function pictureSteps(
  browser: Browser,
  demonstration: Demonstration,
  photograph: (visit: Visit, name: string) => Promise<void>,
): Promise<void> {
  const take = async (steps: readonly Step[], prepare: (visit: Visit) => Promise<void>) => {
    const visit = await openVisit(browser, demonstration.url, SIZE);
    await prepare(visit);
    for (const { picture, open } of steps) {
      await (typeof open === "string" ? visit.open(open) : open(visit));
      await visit.page.getByRole("heading", { level: 1 }).waitFor();
      await photograph(visit, picture);
    }
    await visit.close();
  };
  const asAccount = (role: string) => (visit: Visit) => logIn(visit, demonstration.account(role));
  await take(PUBLIC_STEPS, async () => undefined);
  await take(SUPERVISOR_STEPS, asAccount("operator-supervisor"));
  await take(OPERATOR_STEPS, asAccount("operator-administrator"));
  const dewi = await newPassword(demonstration, "dewi");
  const returned = await licenceOf(demonstration, dewi, "returned");
  const active = await licenceOf(demonstration, dewi, "verified");
  const licence = (picture: string, address: string): Step => ({ picture, open: address });
  await take(
    [
      licence("licence-correction", `/izin/${returned}`),
      licence("licence-devices", `/izin/${returned}/bagian/devices`),
      licence("licence-agreements", `/izin/${returned}/bagian/agreements`),
      licence("licence-commitment", `/izin/${returned}/bagian/commitment`),
      licence("licence-active", `/izin/${active}`),
      ...COMPANY_STEPS,
    ],
    (visit) => logIn(visit, dewi),
  );
  const bayu = await newPassword(demonstration, "bayu");
  await take([{ picture: "operational-test", open: fromList("/uji", "ULO-") }], (visit) => logIn(visit, bayu));
  await take([{ picture: "licence-evaluation", open: fromList("/tugas-izin", "IZN-") }], (visit) =>
    logIn(visit, demonstration.accountIn("licensing", "evaluator")),
  );
}

/** The id of an applicant's licence application in a state. */
async function licenceOf({ url }: Demonstration, person: DemoPerson, state: string): Promise<string> {
  const client = openDemoClient(url);
  await logInTo(client, person);
  const { items } = await client.get<{ readonly items: readonly { readonly id: string; readonly state: string }[] }>(
    "/api/licences",
  );
  return present(
    items.find((item) => item.state === state),
    `a licence application that is ${state} among ${items.map((item) => item.state).join(", ")}`,
  ).id;
}

/** Sets a new password for an applicant, whose old one only the build knew, by the link in the local mailbox. */
async function newPassword({ url }: Demonstration, key: ApplicantKey): Promise<DemoPerson> {
  const person = { email: APPLICANTS[key].email, password: randomPassword() };
  const client = openDemoClient(url);
  await client.post("/api/password-resets", { email: person.email });
  const mail = await mailedTo(client, { email: person.email, words: ["/atur-ulang-sandi/"] });
  const token = present(/\/atur-ulang-sandi\/([\w-]+)/.exec(mail)?.[1], "the link to a new password");
  await client.post("/api/password-resets/password", { token, password: person.password });
  return person;
}
