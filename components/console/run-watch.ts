"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { BatchProgress } from "@/lib/batches/schema";
import { isFinished, isMoving, withPaceOf } from "./run-words";

/** A line that was refused is asked for again after this. */
const AGAIN_MS = 5_000;
/** A line may be lost for so long before it is said. */
const QUIET_MS = 6_000;
/** A screen reader is told no more often than this, but for a change of status. */
const SPOKEN_MS = 20_000;
/** What was said goes again, before the numbers beside it are far ahead. */
const SAID_MS = 2_000;

/**
 * A list as it moves: what the server drew, then what it tells over server-sent events. A line that is lost is taken up
 * again by the browser with the last event's id, and opened anew where the server refused.
 * @returns heard: something was told, so that the pace is one that was seen
 */
export function useWatch(drawn: BatchProgress): { batch: BatchProgress; heard: boolean; lost: boolean } {
  const router = useRouter();
  const [from, setFrom] = useState(drawn);
  const [batch, setBatch] = useState(drawn);
  const [lost, setLost] = useState(false);
  const [told, setTold] = useState(false);
  // What one that was stopped has not sent is still being taken back: where that is done, the server says so at once.
  const [over, setOver] = useState(isFinished(drawn) && drawn.status !== "cancelled");
  // The page was drawn anew, so it is the newer one. One that was tried again moves again; one that was stopped still takes
  // back what has not left, until it says that it is done.
  if (from !== drawn) {
    setFrom(drawn);
    setBatch(told && isMoving(drawn) && isMoving(batch) ? withPaceOf(drawn, batch) : drawn);
    if (!isFinished(drawn)) setOver(false);
  }
  const { id } = batch;

  useEffect(() => {
    if (over) return;
    let source: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(quiet);
      quiet = undefined;
      setLost(false);
    };
    const open = () => {
      source = new EventSource(`/v1/batches/${id}/events`);
      source.onopen = heard;
      source.addEventListener("progress", ({ data }) => {
        heard();
        setTold(true);
        setBatch(JSON.parse(data) as BatchProgress);
      });
      source.addEventListener("done", ({ data }) => {
        source.close();
        heard();
        setBatch(JSON.parse(data) as BatchProgress);
        setOver(true);
        router.refresh();
      });
      source.onerror = () => {
        quiet ??= setTimeout(() => setLost(true), QUIET_MS);
        if (source.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
      };
    };
    open();
    return () => {
      source.close();
      clearTimeout(again);
      clearTimeout(quiet);
    };
  }, [id, over, router]);

  // Who paused or stopped it, and what can be done now, is the server's to say.
  const { status } = batch;
  useEffect(() => {
    if (status !== drawn.status) router.refresh();
  }, [status, drawn.status, router]);
  return { batch, heard: told, lost: lost && !over };
}

/**
 * What a screen reader hears of numbers that never stop changing: now and then what is on the screen in that moment, and at
 * once when the list's status is another. Of numbers that stand still it is simply what they are.
 */
export function useSpoken(text: string, status: string, moving: boolean): string {
  const [spoken, setSpoken] = useState("");
  const newest = useRef(text);
  newest.current = text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew with the status
  useEffect(() => {
    if (!moving) return;
    let gone: ReturnType<typeof setTimeout> | undefined;
    const say = () => {
      setSpoken(newest.current);
      gone = setTimeout(() => setSpoken(""), SAID_MS);
    };
    const soon = setTimeout(say, 500);
    const timer = setInterval(say, SPOKEN_MS);
    return () => {
      clearTimeout(soon);
      clearTimeout(gone);
      clearInterval(timer);
      setSpoken("");
    };
  }, [status, moving]);
  return moving ? spoken : text;
}

const DRAWN_AGAIN_MS = 3_000;

/** Draws the page anew while its rows are fewer, or others, than the numbers tell; now and then, since a list can be fast. */
export function useFresh(stale: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!stale) return;
    const timer = setInterval(() => router.refresh(), DRAWN_AGAIN_MS);
    return () => clearInterval(timer);
  }, [stale, router]);
}
