// Lists the newest calls with the typed client: it changes nothing and costs nothing. The client is one file of the installation's
// own version: curl --fail --output sambung.ts "$SAMBUNG_URL/api/v1/client.ts"
import { Sambung, SambungError } from "./sambung.ts";

const { SAMBUNG_URL = "", SAMBUNG_KEY = "" } = process.env;
const sambung = new Sambung({ url: SAMBUNG_URL, key: SAMBUNG_KEY });

const { items } = await sambung.listCalls({ limit: 5 }).page();
for (const { id, from, to, state } of items) console.log(id, from, to, state);

try {
  await sambung.fetchCall("00000000-0000-4000-8000-000000000000");
} catch (error) {
  if (!(error instanceof SambungError)) throw error;
  console.log(error.status, error.code, error.message);
}
