import { connect, createServer } from "node:net";
import { expect, it } from "vitest";
import { openPageLink } from "./breakable-link.ts";

it("a wire of pages passes everything once, however often it is mended, and what waited while it was cut", async () => {
  const far = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
  const address = far.address();
  const wire = await openPageLink(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`);
  let heard = "";
  const near = connect(Number(new URL(wire.url).port), "127.0.0.1");
  near.on("data", (bytes) => {
    heard += bytes.toString();
  });
  try {
    near.write("a");
    await expect.poll(() => heard).toBe("a");
    for (const _ of [1, 2]) wire.mend();
    near.write("b");
    await expect.poll(() => heard).toMatch(/b/);
    wire.cut();
    near.write("c");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard).toBe("ab");
    for (const _ of [1, 2]) wire.mend();
    await expect.poll(() => heard).toMatch(/c/);
    near.write("d");
    await expect.poll(() => heard).toMatch(/d/);
    expect(heard).toBe("abcd");
  } finally {
    near.destroy();
    await wire.close();
    await new Promise((resolve) => far.close(resolve));
  }
});
