import * as reactEmail from "react-email";
import { expect, it, vi } from "vitest";
import { renderMail } from "@/lib/mail/render";
import { FULL_BRAND, mailOf } from "../support/mail-samples";

process.env.MONGODB_URI ??= "mongodb://127.0.0.1:1/none";

vi.mock("react-email", async (original) => {
  const whole = await original<typeof reactEmail>();
  return { ...whole, render: vi.fn(whole.render) };
});

it("a letter is drawn once, whatever accounts say in it: what is kept does not grow with them", async () => {
  const letters = await Promise.all(
    Array.from({ length: 200 }, (_, place) => {
      const doc = mailOf("invite-business");
      return renderMail(
        { ...doc, data: { ...doc.data, accountName: `Account ${place}`, message: `Message ${place}` } },
        {
          ...FULL_BRAND,
          name: `Brand ${place}`,
          footer: `Footer ${place}`,
          supportAddress: `help${place}@acme.example`,
          logo: { sha256: place.toString(16).padStart(64, "0"), width: 100 + place, height: 50 },
          wording: {
            subject: `Subject ${place} {account}`,
            introduction: `One ${place}\n\nTwo ${place}`.repeat(place + 1),
          },
        },
      );
    }),
  );
  expect(new Set(letters.map(({ html }) => html)).size).toBe(200);
  expect(vi.mocked(reactEmail.render)).toHaveBeenCalledTimes(1);
});
