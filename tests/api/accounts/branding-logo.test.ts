import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { GET, HEAD } from "@/app/logos/[file]/route";
import { logoPath } from "@/lib/branding/logo-path";
import type { BrandingView } from "@/lib/branding/schema";
import { accounts, brandings, events, logos } from "@/lib/db/client";
import { brandOf } from "@/lib/mail/brand";
import { type Answer, del, get, put } from "../../support/api";
import { createSubAccount, createTenant, type Tenant } from "../../support/factories";
import { formWith, picture } from "../../support/pictures";

const at = ({ id }: Pick<Tenant, "id">) => `/v1/accounts/${id}/branding/logo`;

function upload(tenant: Tenant, file: Uint8Array, type = "image/png", headers: Record<string, string> = {}) {
  return put<BrandingView>(at(tenant), file, { as: tenant.key, headers: { "content-type": type, ...headers } });
}

async function refusal(
  tenant: Tenant,
  file: Uint8Array,
  type = "image/png",
): Promise<[number, string | undefined, string]> {
  const answer: Answer<unknown> = await upload(tenant, file, type);
  return [answer.status, answer.code, (answer.body as { detail: string }).detail];
}

async function serve(
  address: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const { pathname } = new URL(address, "http://localhost:3000");
  const file = decodeURIComponent(pathname.slice("/logos/".length));
  const request = new Request(new URL(pathname, "http://localhost:3000"), { method, headers });
  return (method === "HEAD" ? HEAD : GET)(request, { params: Promise.resolve({ file }) });
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

/** A PNG that says to be of this size, with as many pixels of nothing as wanted behind it. */
function png(width: number, height: number, data: Buffer, more: Buffer[] = []): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const end = chunk("IEND", Buffer.alloc(0));
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", data),
    ...more,
    end,
  ]);
}

describe("PUT /v1/accounts/:id/branding/logo", () => {
  it.each(["png", "jpeg", "webp"] as const)(
    "takes a %s, keeps a PNG that fits 480 × 160, and serves it",
    async (format) => {
      const tenant = await createTenant();
      const { status, body, headers } = await upload(
        tenant,
        await picture({ width: 1200, height: 300, format }),
        `image/${format}`,
      );
      expect([status, headers.get("etag"), body.version]).toEqual([200, '"1"', 1]);
      const { logo } = body;
      expect(logo).toMatchObject({ width: 480, height: 120 });
      expect(body.effective.logo).toEqual({ value: logo, from: "own", account: tenant.id });
      expect(logo?.url).toBe(`http://localhost:3000${logoPath(logo?.sha256 ?? "")}`);
      const served = await serve(logo?.url ?? "");
      expect(served.status).toBe(200);
      const image = await sharp(await bytesOf(served)).metadata();
      expect(image).toMatchObject({ format: "png", width: 480, height: 120 });
      expect(await brandOf(tenant.account._id)).toMatchObject({
        logo: { sha256: logo?.sha256, width: 480, height: 120 },
      });
    },
  );

  it("never enlarges, and fits a tall one by its height", async () => {
    const tenant = await createTenant();
    expect((await upload(tenant, await picture({ width: 50, height: 20 }))).body.logo).toMatchObject({
      width: 50,
      height: 20,
    });
    expect((await upload(tenant, await picture({ width: 400, height: 800 }))).body.logo).toMatchObject({
      width: 80,
      height: 160,
    });
  });

  it("takes a form with the file, too; what the file is called is nobody's business", async () => {
    const tenant = await createTenant();
    const answer = await put<BrandingView>(at(tenant), formWith(await picture()), { as: tenant.cookie });
    expect(answer.status).toBe(200);
    expect(answer.body.logo).toMatchObject({ width: 120, height: 40 });
  });

  it("goes by what the file is, not by what it says to be", async () => {
    expect((await upload(await createTenant(), await picture({ format: "webp" }), "image/png")).status).toBe(200);
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><script>alert(1)</script></svg>',
    );
    for (const file of [
      await picture({ format: "gif" }),
      svg,
      Buffer.from("<?xml version='1.0'?><svg/>"),
      Buffer.from("<!doctype html><script>alert(1)</script>"),
      Buffer.from("%PDF-1.7"),
      Buffer.from("BM000000"),
      Buffer.from("x"),
    ]) {
      const tenant = await createTenant();
      for (const type of ["image/png", "image/jpeg", "image/webp"]) {
        const [status, code, detail] = await refusal(tenant, file, type);
        expect([status, code]).toEqual([422, "image_invalid"]);
        expect(detail).toContain("no PNG, JPEG or WebP");
      }
    }
  });

  it("415 for another type, 413 above 1 MB, 400 for nothing", async () => {
    const tenant = await createTenant();
    for (const type of ["image/gif", "image/svg+xml", "application/json", "text/html", "application/octet-stream"]) {
      expect((await refusal(tenant, await picture(), type)).slice(0, 2)).toEqual([415, "unsupported_media_type"]);
    }
    expect((await put(at(tenant), formWith(await picture(), "image/svg+xml"), { as: tenant.key })).code).toBe(
      "unsupported_media_type",
    );
    const large = Buffer.concat([await picture(), Buffer.alloc(1024 * 1024)]);
    const aLittle = Buffer.alloc(1024 * 1024 + 20_000);
    for (const file of [large, aLittle, Buffer.alloc(3 * 1024 * 1024)]) {
      const refused = await refusal(tenant, file);
      expect(refused).toEqual([413, "payload_too_large", expect.stringContaining("larger than the 1 MB")]);
    }
    expect((await put(at(tenant), formWith(large), { as: tenant.key })).code).toBe("payload_too_large");
    expect((await refusal(tenant, Buffer.alloc(0))).slice(0, 2)).toEqual([400, "invalid_request"]);
    for (const type of ["image/png", "application/octet-stream", ""]) {
      const empty = await put<{ detail: string }>(at(tenant), formWith(Buffer.alloc(0), type), { as: tenant.key });
      expect([empty.status, empty.code, empty.body.detail]).toEqual([400, "invalid_request", "The file is empty."]);
    }
    expect((await put(at(tenant), undefined, { as: tenant.key })).code).toBe("invalid_request");
  });

  it("400 for a form without one file, with two, or that is none", async () => {
    const tenant = await createTenant();
    const text = new FormData();
    text.set("file", "words");
    const two = formWith(await picture());
    two.append("file", new File([await picture()], "b.png", { type: "image/png" }));
    const forms = [text, two, new FormData(), formWith(await picture(), "image/png", "logo")];
    for (const form of forms) expect((await put(at(tenant), form, { as: tenant.key })).code).toBe("invalid_request");
    const broken = await put(at(tenant), Buffer.from("--x\r\nnothing"), {
      as: tenant.key,
      headers: { "content-type": "multipart/form-data; boundary=x" },
    });
    expect([broken.status, broken.code]).toEqual([400, "invalid_request"]);
  });

  it("refuses what is made to burst: a few bytes that say to be millions of pixels", async () => {
    const tenant = await createTenant();
    const bomb = png(30_000, 30_000, deflateSync(Buffer.alloc(8 * 1024 * 1024)));
    const started = performance.now();
    expect((await refusal(tenant, bomb)).slice(0, 2)).toEqual([422, "image_invalid"]);
    const inWebp = await sharp({ create: { width: 5000, height: 5000, channels: 3, background: "#fff" } })
      .webp()
      .toBuffer();
    const [status, , detail] = await refusal(tenant, inWebp, "image/webp");
    expect([status, detail]).toEqual([422, expect.stringContaining("16 million pixels")]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("refuses what is cut off, damaged, or only begins like a picture", async () => {
    const tenant = await createTenant();
    for (const format of ["png", "jpeg", "webp"] as const) {
      const noise = { type: "gaussian" as const, mean: 120, sigma: 40 };
      const create = { width: 300, height: 200, channels: 3 as const, background: "#fff", noise };
      const whole = await sharp({ create }).toFormat(format).toBuffer();
      for (const file of [whole.subarray(0, whole.length >> 1), whole.subarray(0, 20)]) {
        expect((await refusal(tenant, file, `image/${format}`)).slice(0, 2)).toEqual([422, "image_invalid"]);
      }
    }
    const damaged = Buffer.from(await picture({ width: 300, height: 200 }));
    damaged.fill(0xff, 45, 90);
    expect((await refusal(tenant, damaged)).slice(0, 2)).toEqual([422, "image_invalid"]);
    expect((await refusal(tenant, png(20, 20, Buffer.from("none")))).slice(0, 2)).toEqual([422, "image_invalid"]);
    expect((await refusal(tenant, png(0, 0, deflateSync(Buffer.alloc(4))))).slice(0, 2)).toEqual([
      422,
      "image_invalid",
    ]);
  });

  it("refuses what cannot be seen: too small, too narrow, or transparent all over", async () => {
    const tenant = await createTenant();
    for (const [width, height] of [
      [1, 1],
      [15, 100],
      [4000, 20],
    ] as const) {
      const [status, code, detail] = await refusal(tenant, await picture({ width, height }));
      expect([status, code]).toEqual([422, "image_invalid"]);
      expect(detail).toContain("too small or too narrow");
    }
    const clear = await picture({ colour: { r: 0, g: 0, b: 0, alpha: 0 } });
    expect((await refusal(tenant, clear))[2]).toContain("transparent");
    const glass = await picture({ colour: { r: 200, g: 0, b: 0, alpha: 0.5 } });
    const { body } = await upload(tenant, glass);
    const { hasAlpha } = await sharp(await bytesOf(await serve(body.logo?.url ?? ""))).metadata();
    expect(hasAlpha).toBe(true);
  });

  it("refuses a picture that moves", async () => {
    const tenant = await createTenant();
    const frames = await Promise.all([
      picture({ width: 40, height: 40 }),
      picture({ width: 40, height: 40, colour: { r: 9, g: 9, b: 9, alpha: 1 } }),
    ]);
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0 })
      .toBuffer();
    expect((await refusal(tenant, moving, "image/webp"))[2]).toContain("moves");
    const still = await picture({ width: 40, height: 40 });
    // After the header; the checksum is of no concern, since no decoder reads it.
    const header = 8 + 25;
    const control = Buffer.concat([Buffer.from("00000008", "hex"), Buffer.from("acTL"), Buffer.alloc(12, 1)]);
    const movingPng = Buffer.concat([still.subarray(0, header), control, still.subarray(header)]);
    expect(await refusal(tenant, movingPng)).toEqual([422, "image_invalid", expect.stringContaining("moves")]);
    // The same four letters among the pixels, or behind them, move nothing.
    expect((await upload(tenant, Buffer.concat([still, control]))).status).toBe(200);
  });

  it("keeps nothing of the file but its pixels: no script behind it, no place where it was taken", async () => {
    const tenant = await createTenant();
    const marked = await sharp(await picture({ width: 64, height: 32, format: "jpeg" }))
      .withExif({ IFD0: { Copyright: "CANARY-EXIF", ImageDescription: "<script>CANARY</script>" } })
      .jpeg()
      .toBuffer();
    const polyglot = Buffer.concat([await picture(), Buffer.from("<script>CANARY</script><?php CANARY ?>")]);
    for (const [file, type] of [
      [marked, "image/jpeg"],
      [polyglot, "image/png"],
    ] as const) {
      const { status, body } = await upload(tenant, file, type);
      expect(status).toBe(200);
      const kept = await bytesOf(await serve(body.logo?.url ?? ""));
      expect(kept.includes("CANARY")).toBe(false);
      expect((await sharp(kept).metadata()).exif).toBeUndefined();
    }
  });

  it("turns a photo as the camera was held", async () => {
    const tenant = await createTenant();
    const onItsSide = await sharp(await picture({ width: 100, height: 40, format: "jpeg" }))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await upload(tenant, onItsSide, "image/jpeg")).body.logo).toMatchObject({ width: 40, height: 100 });
  });

  it("the one before stays for mails that were sent, and DELETE takes it off the account alone", async () => {
    const tenant = await createTenant();
    const first = (await upload(tenant, await picture({ width: 100, height: 50 }))).body.logo;
    const second = (await upload(tenant, await picture({ width: 90, height: 50 }))).body.logo;
    expect(first?.sha256).not.toBe(second?.sha256);
    const { status, body } = await del<BrandingView>(at(tenant), { as: tenant.key });
    expect([status, body.logo, body.version]).toEqual([200, null, 3]);
    for (const logo of [first, second]) expect((await serve(logo?.url ?? "")).status).toBe(200);
    expect((await del<BrandingView>(at(tenant), { as: tenant.key })).body.version).toBe(3);
    const fields = await events().find({ account: tenant.account._id, type: "branding.updated" }).toArray();
    expect(fields.map(({ detail }) => detail)).toEqual(Array.from({ length: 3 }, () => ({ fields: "logo" })));
  });

  it("is inherited, and the same picture is kept once, whoever uploads it", async () => {
    const top = await createTenant();
    const low = await createSubAccount(await createSubAccount(top));
    const file = await picture({ width: 77, height: 33 });
    const { logo } = (await upload(top, file)).body;
    const { body } = await get<BrandingView>(`/v1/accounts/${low.id}/branding`, { as: low.key });
    expect(body.effective.logo).toEqual({ value: logo, from: "above", account: null });
    const others = await Promise.all(Array.from({ length: 5 }, () => createTenant()));
    await Promise.all(others.map((tenant) => upload(tenant, file)));
    expect(await logos().countDocuments({ _id: logo?.sha256 ?? "" })).toBe(1);
    expect(await brandings().countDocuments({ "logo.sha256": logo?.sha256 ?? "" })).toBe(6);
  });

  it("412 on an older version, 409 while suspended; a refused one is not worn", async () => {
    const tenant = await createTenant();
    await upload(tenant, await picture());
    expect((await upload(tenant, await picture({ width: 60 }), "image/png", { "if-match": '"0"' })).status).toBe(412);
    const low = await createSubAccount(tenant);
    await accounts().updateOne({ _id: low.account._id }, { $set: { status: "suspended" } });
    const answer = await put(at(low), await picture(), { as: tenant.key, headers: { "content-type": "image/png" } });
    expect([answer.status, answer.code]).toEqual([409, "account_not_active"]);
    expect(await brandings().countDocuments({ account: low.account._id })).toBe(0);
  });

  it("20 an hour a credential", async () => {
    const tenant = await createTenant();
    const file = await picture();
    const statuses = [];
    for (let count = 0; count < 21; count += 1) statuses.push((await upload(tenant, file)).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    const session = { as: tenant.cookie, headers: { "content-type": "image/png" } };
    expect((await put(at(tenant), file, session)).status).toBe(200);
  });
});

describe("GET /logos/<sha256>.png", () => {
  it("is for everybody and for good, and can be nothing but a picture", async () => {
    const tenant = await createTenant();
    const { logo } = (await upload(tenant, await picture())).body;
    const response = await serve(logo?.url ?? "");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
      etag: `"${logo?.sha256}"`,
    });
    const head = await serve(logo?.url ?? "", { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      String((await bytesOf(response)).length),
      "",
    ]);
    const again = await serve(logo?.url ?? "", { headers: { "if-none-match": `"${logo?.sha256}"` } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  it.each([
    "0".repeat(64),
    "x.png",
    "..%2f..%2fetc%2fpasswd",
    `${"0".repeat(64)}.svg`,
    `${"A".repeat(64)}.png`,
    `${"0".repeat(63)}.png`,
  ])("404 for %s", async (file) => {
    const response = await serve(`/logos/${file}`);
    expect([response.status, response.headers.get("cache-control")]).toEqual([404, "no-store"]);
  });
});
