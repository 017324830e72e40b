//! How the payloads of a file are linted: the options of the command line, completed by the configuration.

use std::{path::Path, sync::Arc};

use chrono::{DateTime, Utc};
use kyx_schema::{
    Context, Rule, Safety, Severity,
    lint::{Fixed, Linted, Linter, Visibility},
    rules,
};

use crate::{
    args::LintArgs,
    config::{Config, LoadedConfig},
    selector::RuleSelector,
};

/// How the payloads of a file are linted.
pub(super) struct Settings {
    args: Arc<LintArgs>,
    now: DateTime<Utc>,
    config: Option<Arc<LoadedConfig>>,
    linter: Linter,
}

impl Settings {
    /// The settings for the file at `path`.
    pub(super) fn new(
        args: Arc<LintArgs>,
        now: DateTime<Utc>,
        config: Option<Arc<LoadedConfig>>,
        path: &Path,
    ) -> Self {
        let kind = config.as_deref().and_then(|config| config.kind_of(path));
        let options = config.as_deref().map(|loaded| &loaded.config);
        let mut context = Context::unknown().at(now);
        context.operation = args.operation.or(options.and_then(|it| Some(it.operation.as_ref()?.0)));
        context.channel = args.channel.or(options.and_then(|it| Some(it.channel.as_ref()?.0)));
        let mut linter = Linter::new(context);
        if let Some(kind) = args.kind.or(kind) {
            linter = linter.kind(kind);
        }
        let settings = Self { args, now, config, linter };
        match settings.selects_news() {
            true => Self { linter: linter.with_news(), ..settings },
            false => settings,
        }
    }

    /// The time at which consents and documents must be valid.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Finds the problems in a payload that the selected rules report.
    pub(super) fn lint(&self, bytes: &[u8]) -> Linted {
        let mut linted = self.linter.lint(bytes);
        linted.report.retain(|rule| self.is_selected(rule));
        linted
    }

    /// Applies the fixes of the selected rules that are at least this safe.
    pub(super) fn fix(&self, bytes: &[u8], safety: Safety) -> Fixed {
        self.linter.fix(bytes, safety, |rule| self.is_selected(rule))
    }

    /// Which parts of a payload may be shown; `None` if all may.
    pub(super) fn visibility(&self, bytes: &[u8]) -> Option<Visibility> {
        (!self.args.show_values).then(|| self.linter.visibility(bytes))
    }

    pub(super) fn deny_warnings(&self) -> bool {
        self.args.output.deny_warnings || self.config().is_some_and(|config| config.deny_warnings)
    }

    fn is_selected(&self, rule: &Rule) -> bool {
        let is_in = |selectors: &[RuleSelector]| selectors.iter().any(|selector| selector.matches(rule));
        (self.select().is_empty() || is_in(self.select())) && !is_in(self.ignore())
    }

    /// Whether a rule is selected that is off by default.
    fn selects_news(&self) -> bool {
        let mut off = rules::all().into_iter().filter(|rule| rule.severity == Severity::Info);
        off.any(|rule| self.select().iter().any(|selector| selector.matches(rule)))
    }

    fn select(&self) -> &[RuleSelector] {
        self.selectors(&self.args.select, |config| &config.select)
    }

    fn ignore(&self) -> &[RuleSelector] {
        self.selectors(&self.args.ignore, |config| &config.ignore)
    }

    fn selectors<'s>(
        &'s self,
        from_args: &'s [RuleSelector],
        of_config: fn(&Config) -> &[RuleSelector],
    ) -> &'s [RuleSelector] {
        match self.config() {
            Some(config) if from_args.is_empty() => of_config(config),
            _ => from_args,
        }
    }

    fn config(&self) -> Option<&Config> {
        self.config.as_deref().map(|loaded| &loaded.config)
    }
}
