import { ConsoleProblem } from "@/components/console/console-problem";
import { ButtonLink } from "@/components/ui/button";
import { consoleWords } from "@/lib/i18n/console/words";

const words = consoleWords().frame.missing;

export default function NotFound() {
  return (
    <ConsoleProblem state="shut" title={words.title} action={<ButtonLink href="/">{words.next}</ButtonLink>}>
      {words.lead}
    </ConsoleProblem>
  );
}
