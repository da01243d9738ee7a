import { describe, expect, it } from "vitest";
import { remember } from "@/lib/console/remember";

describe("what is slow to count", () => {
  it("is counted once for all who ask meanwhile, and kept for a while", async () => {
    let counted = 0;
    const slow = async () => {
      await new Promise((resolve) => setTimeout(resolve, 120));
      counted += 1;
      return counted;
    };
    expect(await Promise.all([remember("slow", slow), remember("slow", slow)])).toEqual([1, 1]);
    expect(await remember("slow", slow)).toBe(1);
  });

  it("is counted anew where counting is quick, and after a failure", async () => {
    let counted = 0;
    const quick = async () => ++counted;
    expect([await remember("quick", quick), await remember("quick", quick)]).toEqual([1, 2]);
    await expect(remember("failing", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await remember("failing", async () => "back")).toBe("back");
  });
});
