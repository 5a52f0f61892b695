import type { TestPaperOrder } from "../src/licensing/issuing/wire.ts";
import { commitmentOrder } from "./commitment-order.ts";
import type { Resident, Town } from "./residents.ts";

/** The order for a paper of a test of a company whose documents are verified, decided now by `signer`. */
export async function testPaperOrder(
  town: Town,
  asked: {
    readonly organisationId: string;
    readonly signer: Pick<Resident, "id" | "name">;
    readonly act: TestPaperOrder["act"];
  },
): Promise<TestPaperOrder> {
  const { commitment: _c, configurations: _k, smsA2p: _s, ...order } = await commitmentOrder(town, asked);
  return { ...order, testId: town.ids.next(), act: asked.act };
}
