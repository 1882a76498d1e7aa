/** The help texts of the command line. */

export const usage = `Dandelion: what did the test say, and can you believe it?

  ./dandelion start              the workspace in the browser (as npm start)
  ./dandelion owner-link         a new link that signs in the owner
  ./dandelion audit verify       whether an entry of the audit log was changed or removed
  ./dandelion api ...            any call of its API, for scripts

  ./dandelion backup DIR         a copy of the workspace as it is at one moment, while it runs or not
  ./dandelion restore DIR        puts a backup in its place
  ./dandelion move ...           to a PostgreSQL and a ClickHouse of your own

  ./dandelion sources ...        where events come from: sources and their write keys
  ./dandelion import FILE        puts a finished test into the workspace
  ./dandelion customers ...      who is known, what is known of one, and all of it to take out
  ./dandelion consent ...        what a customer allows, and recording it

  ./dandelion analyze FILE       the verdict of a finished test from its file
  ./dandelion learn FILE         what many tests of a file say together of what varied
  ./dandelion quick A B ...      the verdict from four numbers: tried/succeeded of each variation
  ./dandelion size ...           how many are needed, and what they can show
  ./dandelion beliefs score FILE how good forecasts were, from forecasts and what happened
  ./dandelion plan check FILE    whether a plan makes it, even if some of it fails
  ./dandelion segments list      how many customers are in each segment
  ./dandelion sample             4,873 real tests to try it on

  ./dandelion COMMAND --help     all options of a command
`;

export const commandUsage: Record<string, string> = {
  start: `./dandelion start [options]

Starts the databases and the page on http://localhost:4600, prints a link to sign in, runs until Ctrl-C.

  --insecure                    listen beyond this machine (HOST) without https: only in a network you trust

Settings are read from the environment: DANDELION_DATA, PORT, HOST, PUBLIC_URL, TRUST_PROXY, DATABASE_URL,
CLICKHOUSE_URL, SMTP_URL, DANDELION_UPLOAD_LIMIT. docs/how-to/run.md explains them.
`,
  'owner-link': `./dandelion owner-link [--without-second-factor]

Prints a new one-time link that signs in the owner of the workspace on this machine. The same DANDELION_DATA tells which.

  --without-second-factor       also turns two-step sign-in of the owner off, when authenticator and recovery codes are lost
`,
  customers: `./dandelion customers list [--search TEXT] [--limit N] [--json]
./dandelion customers show ID [--json]
./dandelion customers export ID
./dandelion customers export --all [--format jsonl|csv]

Who is known, those seen last first; what is known of one; and all of it to take out, on standard output. ID is a user id,
anonymous: and an anonymous id, or the 16 hexadecimal digits that list prints.

  --json                        the answer for machines, on standard output

From elsewhere set DANDELION_URL and DANDELION_API_KEY (a key with customers:read, or customers:export).
`,
  consent: `./dandelion consent show ID [--json]
./dandelion consent set ID PURPOSE yes|no [--proof TEXT] [--json]

What a customer allows, and recording what they said. ID is a user id, anonymous: and an anonymous id, or the 16 hexadecimal
digits that ./dandelion customers list prints. PURPOSE is collect, profile, personalise, learn, or contact: and a channel
(email, sms, push, phone, post, chat). A no to collect is a no to everything.

  --proof TEXT                  what shows that it was said: a letter, a call, a form
  --json                        the answer for machines, on standard output

From elsewhere set DANDELION_URL and DANDELION_API_KEY (a key with customers:read, and customers:write to set).
`,
  audit: `./dandelion audit verify [options]

Checks that no entry of the audit log was changed, removed or moved: of the server that runs on this machine, or of the data
folder where none runs. From elsewhere set DANDELION_URL and DANDELION_API_KEY (a key with audit:read).

  --json                        the answer for machines, on standard output

Exit code: 0 the log is whole, 3 it is broken, 2 wrong use. docs/how-to/audit.md explains it.
`,
  api: `./dandelion api [GET|POST|PATCH|DELETE] PATH [options]

Calls the API and prints the answer. /api/docs on the server describes it.

  -d, --data JSON               what to send; @FILE reads it from a file, @- from standard input
  -f, --file FILE               the bytes to upload

  ./dandelion api '/api/experiments?search=subject'
  ./dandelion api POST '/api/uploads?name=mailing.csv' --file mailing.csv

On the machine that runs Dandelion nothing is to be set. From elsewhere set DANDELION_URL and DANDELION_API_KEY
(Settings, Keys of the API).
`,
  sources: `./dandelion sources create NAME [options]
./dandelion sources list
./dandelion sources rotate NAME KEY [--overlap-hours 24]
./dandelion sources revoke NAME KEY
./dandelion sources end NAME

Where events come from. create prints the write keys, which are shown this once: a secret one for servers, and with --origin a
public one for pages. KEY is the beginning of a key, as the page of the source shows it, or the whole key.

  --consent ask|opt-out         of customers who said nothing yet: keep nothing (default), or keep all until they say no
  --basis TEXT                  the legal basis, which opt-out needs
  --withheld drop|anonymous     what becomes of events without consent: forgotten (default), or kept without identity
  --origin URL                  pages that may send with the public key: https://shop.example.org. Repeat for more
  --kind public|secret          which key --json tells as writeKey: public with --origin, else secret, when left out
  --overlap-hours 24            how long the old key is taken beside the new one
  --json                        the answer for machines, on standard output

On the machine that runs Dandelion nothing is to be set. From elsewhere set DANDELION_URL and DANDELION_API_KEY (a key with
sources:read and sources:write). docs/how-to/sources.md shows what sends events.
`,
  backup: `./dandelion backup DIR

Copies everything: records, rows, files, keys, all as they were at one moment, which it prints. People can go on working
meanwhile. DIR must not exist yet, or be empty; it is there whole or not at all. It opens the workspace to whoever reads it.
DANDELION_DATA tells which workspace. docs/how-to/backup.md has more.
`,
  restore: `./dandelion restore DIR [--replace]

Puts a backup in the place of the workspace, whole or not at all. A server that runs says so meanwhile (503) and goes on by
itself. Every byte of the backup is checked before anything is touched. A backup of an older Dandelion is brought up to date.

  --replace                     the workspace is not empty, and what is in it may go
`,
  move: `./dandelion move [--database URL] [--clickhouse URL]

Copies the workspace to servers of your own and compares. Stop Dandelion first. Both must be empty. What is there now stays.

  --database URL                postgres://user:password@host:5432/database (PostgreSQL 15 or newer, encoding UTF8)
  --clickhouse URL              http://user:password@host:8123/database
`,
  import: `./dandelion import FILE [options]

Puts a finished test into the workspace, where it is judged. Options as of analyze (./dandelion analyze --help), but --html,
--weights and --funnel (metrics that follow one another are a funnel by themselves);
variation and metrics are guessed by their names when they are left out, and where nothing is said the workspace's own settings
say how to judge.

  --name NAME                   what it is called; the name of the file when left out
  --wait                        until it is judged, then prints the answer in a sentence
  --json                        for machines: the import, and with --wait the sentence

On the machine that runs Dandelion nothing is to be set. From elsewhere set DANDELION_URL and DANDELION_API_KEY; the key needs
imports:write, imports:read and experiments:read.
`,
  analyze: `./dandelion analyze FILE [options]

FILE is CSV, TSV, semicolons, JSON lines or Parquet; gzip and zstd are read as they are.

  --variation COLUMN            who saw what
  --control VALUE               the variation others are compared with; without it, each with the rest pooled
  --split VALUE=WEIGHT,...      how it was meant to be divided; equal when left out
  --unit COLUMN                 what was randomised; without it each row is a unit
  --metric NAME[:KIND[:COLUMN[/COLUMN]]]
                                what counts; the first one decides. Repeat for more
                                KIND is proportion, mean, ratio or count; guessed when left out
                                orders:proportion:clicks/sent reads rows that hold many units
                                \\: and \\/ stand for a : and a / in a name
  --lower-is-better NAME        for a metric that should fall
  --practical [NAME=]VALUE      smallest difference worth having: 0.5 is absolute, 1% relative to control (default 1%)
  --covariate NAME=COLUMN       a value from before the test that makes metric NAME more precise
  --segment COLUMN              the same verdict for each value of a column
  --attribute COLUMN            what the variations are made of, such as tone: what did each level do, and do they depend on
                                each other? Repeat for more; without --variation their combinations are the variations
  --weights equal|observed      averages over the other attributes: each combination the same (default), or by its units
  --funnel METRIC,METRIC,...    where along these steps the difference arose, e.g. visit,conversion,spend; with attributes found
                                by itself. docs/how-to/why.md has how these go together
  --search COLUMN               for whom does it work? Looks for groups with another effect by what was known of a unit before
                                the test: numbers are cut, levels set apart. One third of the units chooses, one tests,
                                one is held out for the numbers and the check. Repeat for more; needs thousands of units
  --test COLUMN                 many tests in one file
  --period COLUMN               with --test: when each test ran; found by its name when left out, '' for none
  --where EXPRESSION            only rows that fit, e.g. 'country == "NL" && age >= 18'
  --inference fixed|sequential|bayesian
                                fixed: looked at once, at the end (default)
                                sequential: stays valid however often somebody looked
                                bayesian: chance to win and expected loss
  --peeked                      somebody looked before the end; makes it sequential
  --planned-units N             tunes the sequential interval (default 5000 units of all variations together)
  --level 0.95                  level of the intervals
  --json                        the answer for machines, on standard output
  --html FILE                   the answer as one page for people
`,
  learn: `./dandelion learn FILE [options]

Pools what many tests of one file say of the attributes of their variations. FILE as of analyze. Invalid and suspect tests are
left out; every learning is also computed with them.

  --test COLUMN                 which test a row is of
  --variation COLUMN            which variation of it
  --metric NAME[:KIND[:COLUMN[/COLUMN]]]
                                what counts, as of analyze: clicks:proportion:clicks/impressions. Repeat for more
  --trials COLUMN               denominator of metrics that name none: --metric clicks --trials impressions
  --lower-is-better NAME        for a metric that should fall
  --unit COLUMN                 what was randomised; without it each row is a unit, or counts many
  --attribute COLUMN            a column of levels, such as tone. Repeat for more
  --text COLUMN                 a text that coders read: length, question, numeral, negation ... Repeat for more
  --hold COLUMN                 compare only variations that are equal in it, such as the image. Repeat for more; texts and
                                attributes are held too where another is asked about
  --scope COLUMN                where a test belongs, such as its channel; learnings are compared between them
  --period COLUMN               when each test ran; found by its name when left out, '' for none
  --split VALUE=WEIGHT,...      how tests were meant to be divided; equal when left out
  --where EXPRESSION            only rows that fit, as of analyze: 'channel == "mail"'
  --scale log-odds|difference|log-rate
                                log-odds for proportions, log-rate for ratios and counts, difference for means when left out
  --coder-file FILE             coders of yours, as JSON: words or patterns (docs/methods/learnings.md)
  --practical VALUE             smallest change worth having: 1% relative, or absolute (default 1%)
  --level 0.95                  level of the intervals
  --json                        the answer for machines, on standard output
`,
  quick: `./dandelion quick TRIED/SUCCEEDED TRIED/SUCCEEDED ... [options]

The first is the control. Example: ./dandelion quick 1200/118 1185/152

  --names A,B,...               names of the variations
  --split WEIGHT,...            how it was meant to be divided; equal when left out
  --lower-is-better             for a rate that should fall
  --practical VALUE             smallest difference worth having: 0.005 is half a point, 1% relative (default 1%)
  --inference fixed|sequential|bayesian, --peeked, --planned-units N, --level 0.95
  --json, --html FILE
`,
  size: `./dandelion size [options]

How many units each variation needs, or what a given number can show.

  --baseline RATE               the rate without the change: 10% or 0.1
  --sd NUMBER                   or, for a mean: its standard deviation (and --baseline MEAN for relative effects)
  --effect VALUE                the difference to detect: 0.02 or 2pt absolute, 10% relative to the baseline
  --units N                     units in each variation: answers what they can detect, or with --effect the power
  --power 0.8                   chance to find the effect if it is there
  --level 0.95                  1 minus the chance of a false alarm
  --variations 2                with the control; more share the false alarms (Bonferroni)
  --one-sided                   only a difference in one direction counts
  --per-day N                   units that arrive a day, all variations together: answers in days
  --convention pooled|unpooled|evan-miller|cohen-h
                                for proportions; pooled is that of R's power.prop.test (default)
  --json
`,
  beliefs: `./dandelion beliefs score FILE [options]

How good forecasts were: whether what was said to be 70% likely happened 70% of the time, and whether what happened had been
given more than what did not. FILE has a row for each forecast; its formats are those of analyze.

  --forecast COLUMN             the probability: 0.7 or 70%
  --outcome COLUMN              whether it happened: yes or no, true or false, 1 or 0; empty while nobody knows
  --member COLUMN               who said it: a score for each
  --topic COLUMN                what it is about: a score for each
  --json                        the answer for machines, on standard output

Columns are found by their names when they are left out. docs/methods/forecasts.md explains the scores.
`,
  segments: `./dandelion segments list [--json]
./dandelion segments count ID [--json]

The segments of the server that runs on this machine: which customers each means, and how many they are; count counts one now. From
elsewhere set DANDELION_URL and DANDELION_API_KEY (a key with segments:read).

  --json                        the answer for machines, on standard output
`,
  plan: `./dandelion plan check FILE [options]
./dandelion plan sample [charity|shop]

Whether a plan reaches its outcomes, even if some of it fails: the chance of each, what is left without any bet or domain, single
points of failure, the failure budget, caps. FILE is a plan as JSON (docs/reference/plan-document.md), - standard input.

  --without KIND:NAME           also the chance without it, such as channel:newsletter or "bet:welcome series". Repeat for more:
                                all of them are removed together
  --on YYYY-MM-DD               the day for which the failure budget is looked at (default today)
  --draws 100000                of the simulation, where payoffs are ranges
  --seed 1                      the same seed gives the same answer
  --json                        the answer for machines, on standard output

sample prints an invented plan, of a charity or a shop: ./dandelion plan sample shop > plan.json
`,
  sample: `./dandelion sample [FILE] [options]

Writes the sample file (default dandelion-sample.csv) and judges it: 4,873 real tests of headlines and images
of the Upworthy Research Archive, CC BY 4.0.

  --force                       overwrite FILE
  --json, --html FILE
`,
};
