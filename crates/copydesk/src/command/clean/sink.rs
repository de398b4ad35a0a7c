//! Where answers go: to standard output or into shards.

use std::io::{BufWriter, StdoutLock, Write};
use std::process::ExitCode;

use copydesk::extract::Profile;

use super::Answer;
use crate::arguments::{Clean, Format};
use crate::manifest::Run;
use crate::output::{Failure, status, stdout};
use crate::progress::Progress;
use crate::reading::Place;
use crate::shards::{Shards, check_is_apart};
use crate::survey::Survey;

/// Where answers go, in the items' order.
pub struct Sink {
    output: Output,
    progress: Progress,
    errors: u64,
    is_strict: bool,
    is_stopped: bool,
    outcome: Result<(), Failure>,
}

impl Sink {
    pub fn new(output: Output, progress: Progress, is_strict: bool) -> Self {
        Self {
            errors: output.errors(),
            output,
            progress,
            is_strict,
            is_stopped: false,
            outcome: Ok(()),
        }
    }

    /// Takes an answer; whether more are wanted.
    pub fn take(&mut self, answer: Answer) -> bool {
        if let Some(error) = &answer.error {
            self.errors += 1;
            self.is_stopped = self.is_strict;
            self.progress.error(error);
        } else if !answer.text.is_empty() {
            self.progress.page();
        }
        self.outcome = self.output.write(answer);
        self.outcome.is_ok() && !self.is_stopped
    }

    pub fn end(self) -> Result<ExitCode, Failure> {
        self.progress.end();
        self.outcome?;
        self.output.end(self.is_stopped)?;
        Ok(status(self.errors == 0))
    }
}

/// Where records go.
pub enum Output {
    Lines(BufWriter<StdoutLock<'static>>),
    Shards(Shards),
}

impl Output {
    pub fn open(
        arguments: &Clean,
        profile: Option<&Profile>,
        survey: Option<Survey>,
    ) -> Result<Self, Failure> {
        let (Some(dir), Some(inputs)) = (&arguments.out, survey) else {
            return Ok(Self::Lines(stdout()));
        };
        if arguments.format != Format::Jsonl {
            let message = "--out writes records: give --format jsonl, or none";
            return Err(Failure::Usage(message.to_owned()));
        }
        check_is_apart(dir, &arguments.paths)?;
        let run = Run::new(arguments, profile, inputs);
        let shards = Shards::open(dir, &run, arguments.resume)?;
        if shards.errors() > 0 {
            let count = shards.errors();
            eprintln!("copydesk: {count} inputs could not be used before; their records say why");
        }
        Ok(Self::Shards(shards))
    }

    /// Where to go on; `None` when all is done.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Lines(_) => Some(Place::default()),
            Self::Shards(shards) => (!shards.is_complete()).then(|| shards.place()),
        }
    }

    /// How many pages could not be used before this run went on.
    pub fn errors(&self) -> u64 {
        match self {
            Self::Lines(_) => 0,
            Self::Shards(shards) => shards.errors(),
        }
    }

    fn write(&mut self, answer: Answer) -> Result<(), Failure> {
        match self {
            Self::Lines(out) => Ok(out.write_all(&answer.text)?),
            Self::Shards(_) if answer.text.is_empty() => Ok(()),
            Self::Shards(shards) => shards.write(&answer.text, answer.error.is_some(), answer.next),
        }
    }

    /// The run's end. One that was stopped leaves its last shard unfinished, to go on from.
    fn end(mut self, is_stopped: bool) -> Result<(), Failure> {
        match &mut self {
            Self::Lines(out) => Ok(out.flush()?),
            Self::Shards(_) if is_stopped => Ok(()),
            Self::Shards(shards) => shards.finish(),
        }
    }
}
