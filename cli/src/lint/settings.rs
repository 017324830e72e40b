//! How the payloads of a file are linted: the options of the command line, completed by the configuration.

use std::{path::PathBuf, sync::Arc};

use chrono::{DateTime, Utc};
use kyx_schema::{
    Context, Finding, Kind, Report, Rule, Safety, Severity,
    input::{Directive, Format},
    lint::{Fixed, FixedFile, Linted, LintedPart, Linter, Visibility, same_length_text},
    rules,
};

use crate::{
    args::LintArgs,
    config::{Config, FileOptions, LoadedConfig},
    docs_url::DocsUrl,
    input::{self, FoundFile, Layout},
    selector::RuleSelector,
};

/// How the payloads of a file are linted.
pub(crate) struct Settings {
    args: Arc<LintArgs>,
    now: DateTime<Utc>,
    config: Option<Arc<LoadedConfig>>,
    /// The options for the file in the configuration, by their index.
    entry: Option<usize>,
    linter: Linter,
    /// The format of the file, if it is given or its name tells.
    format: Option<Format>,
    /// Whether a payload of unknown kind is skipped.
    skips_unknown: bool,
    /// Whether a rule about syntax is not selected.
    hides_syntax: bool,
}

/// How a payload is counted, whichever rules are selected.
#[derive(Clone, Copy, Default)]
pub(crate) struct Verdict {
    /// Whether it is JSON of no known kind, found by the search of a directory.
    pub(super) is_skipped: bool,
    /// Whether it is not JSON, although no finding of the selected rules reports so.
    pub(super) is_unreadable: bool,
}

/// A payload whose findings are those that the selected rules report.
pub(super) struct Judged {
    pub(super) kind: Option<Kind>,
    pub(super) report: Report,
    pub(super) verdict: Verdict,
}

impl Settings {
    /// The settings for a file.
    pub(crate) fn new(
        args: Arc<LintArgs>,
        now: DateTime<Utc>,
        config: Option<Arc<LoadedConfig>>,
        file: &FoundFile,
    ) -> Self {
        let entry = config.as_deref().and_then(|config| config.entry_of(&file.path));
        let options = config.as_deref().map(|loaded| &loaded.config);
        let format = args.from.or_else(|| input::format(&file.path));
        let has_kind = args.kind.is_some()
            || entry.is_some_and(|it| options.is_some_and(|all| all.files[it].kind().is_some()));
        let may_be_foreign = file.is_searched && !file.must_be_listed;
        let may_be_foreign = may_be_foreign && !has_kind && Layout::of(&file.path) != Layout::OnePerLine;
        let is_strict = args.strict_kinds || options.is_some_and(|it| it.strict_kinds);
        let skips_unknown = may_be_foreign && !is_strict;
        let hides_syntax = false;
        let linter = Linter::new(Context::unknown());
        let mut settings = Self { args, now, config, entry, linter, format, skips_unknown, hides_syntax };
        settings.linter = settings.linter_for(Directive::default());
        settings.hides_syntax =
            rules::all().into_iter().any(|rule| is_of_syntax(rule) && settings.may_hide(rule));
        settings
    }

    /// The linter for a file with this comment. The command line comes before the comment, and the comment before `.kyx.toml`.
    fn linter_for(&self, directive: Directive) -> Linter {
        let (args, config) = (&self.args, self.config());
        let mut context = Context::unknown().at(self.now);
        let configured = || config?.operation.as_ref().map(|it| it.0);
        context.operation = args.operation.or(directive.operation).or_else(configured);
        let configured = || config?.channel.as_ref().map(|it| it.0);
        context.channel = args.channel.or(directive.channel).or_else(configured);
        let mut linter = Linter::new(context);
        let configured = || self.file_options()?.kind();
        if let Some(kind) = args.kind.or(directive.kind).or_else(configured) {
            linter = linter.kind(kind);
        }
        // A pointer tells whether a finding is known or ignored.
        if args.summary && self.baseline().is_none() && !self.ignores_some() {
            linter = linter.counting();
        }
        if self.selects_news() { linter.with_news() } else { linter }
    }

    /// The linter for the payloads of a file.
    fn linter_of_file(&self, bytes: &[u8], format: Format) -> Linter {
        match Directive::of(bytes, format) {
            directive if directive == Directive::default() => self.linter,
            directive => self.linter_for(directive),
        }
    }

    /// Whether the configuration lists the file.
    pub(crate) fn is_listed(&self) -> bool {
        self.entry.is_some()
    }

    /// The `.kyx.toml` that applies to the file.
    pub(crate) fn config_file(&self) -> Option<PathBuf> {
        self.config.as_deref().map(LoadedConfig::file)
    }

    /// The index of the options for the file in the configuration.
    pub(crate) fn entry(&self) -> Option<usize> {
        self.entry
    }

    /// The baseline of the file, to compare with or to write.
    pub(crate) fn baseline(&self) -> Option<PathBuf> {
        let given = self.args.write_baseline.clone().or_else(|| self.args.baseline.clone());
        given.or_else(|| self.config.as_deref()?.baseline())
    }

    /// The time at which consents and documents must be valid.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Finds the problems in a payload that the selected rules report.
    pub(crate) fn lint(&self, bytes: &[u8]) -> (Linted, Verdict) {
        let mut linted = self.linter.lint(bytes);
        let verdict = self.judge(&mut linted);
        (linted, verdict)
    }

    /// Keeps the problems that the selected rules report.
    pub(super) fn judge(&self, linted: &mut Linted) -> Verdict {
        let verdict = self.verdict(linted);
        if let Some(options) = self.file_options().filter(|_| !verdict.is_skipped) {
            options.set_used();
            linted.report.retain_findings(|finding| !options.ignores(finding));
        }
        linted.report.retain(|rule| self.is_selected(rule));
        verdict
    }

    /// The format of a file, unless it is a single payload.
    pub(crate) fn format(&self, bytes: &[u8]) -> Option<Format> {
        self.format.or_else(|| Format::detect(&same_length_text(bytes)))
    }

    /// Passes on the parts of a file that concern the platform, with the problems that the selected rules report.
    pub(crate) fn lint_file(
        &self,
        bytes: &[u8],
        format: Format,
        receive: &mut dyn FnMut(LintedPart, Verdict),
    ) {
        self.linter_of_file(bytes, format).lint_file(bytes, format, &mut |mut part| {
            let verdict = self.judge(&mut part.linted);
            if !part.is_foreign && !verdict.is_skipped {
                receive(part, verdict);
            }
        });
    }

    /// How a file is divided, if its format is given.
    pub(super) fn layout(&self) -> Option<Layout> {
        self.args.from.map(|_| Layout::Whole)
    }

    /// Applies the fixes of the selected rules that are at least this safe to all payloads of a file.
    pub(super) fn fix_file(&self, bytes: &[u8], format: Format, safety: Safety) -> FixedFile {
        let linter = self.linter_of_file(bytes, format);
        linter.fix_file(bytes, format, safety, |finding| self.is_reported(finding))
    }

    fn verdict(&self, linted: &Linted) -> Verdict {
        let mut findings = linted.report.findings().iter();
        Verdict {
            is_skipped: self.skips_unknown && is_of_no_kind(linted),
            is_unreadable: self.hides_syntax
                && findings.any(|it| is_syntax_error(it) && !self.is_reported(it) && !self.is_accepted(it)),
        }
    }

    /// Whether the user accepts an error that did not hinder reading: by the name or code of its rule, or in this file.
    fn is_accepted(&self, finding: &Finding) -> bool {
        let is_named = || self.ignore().iter().any(|selector| selector.names(finding.rule));
        finding.fix.is_some() && (is_named() || self.is_ignored(finding))
    }

    /// Applies the fixes of the selected rules that are at least this safe.
    pub(super) fn fix(&self, bytes: &[u8], safety: Safety) -> Fixed {
        let mut fixed = self.linter.fix(bytes, safety, |finding| self.is_reported(finding));
        fixed.linted.report.retain(|rule| self.is_selected(rule));
        // The file of another tool may contain comments for good reason.
        if self.skips_unknown && fixed.linted.kind.is_none() {
            (fixed.bytes, fixed.count) = (bytes.to_vec(), 0);
        }
        fixed
    }

    /// How a fixed payload is counted.
    pub(super) fn verdict_on_fixed(&self, fixed: &Fixed) -> Verdict {
        match self.skips_unknown || self.hides_syntax {
            true => self.lint(&fixed.bytes).1,
            false => Verdict::default(),
        }
    }

    /// Which parts of a payload may be shown, if that is not known yet.
    pub(super) fn visibility_of(&self, known: Option<Visibility>, bytes: &[u8]) -> Visibility {
        known.unwrap_or_else(|| self.linter.visibility(bytes))
    }

    /// Which parts of a payload may be shown; `None` if all may.
    pub(super) fn visibility(&self, bytes: &[u8], format: Option<Format>) -> Option<Visibility> {
        (!self.args.show_values).then(|| match format {
            Some(format) => self.linter_of_file(bytes, format).visibility_of_file(bytes, format),
            None => self.linter.visibility(bytes),
        })
    }

    /// Whether warnings fail a run.
    pub(super) fn deny_warnings(&self) -> bool {
        self.args.output.deny_warnings || self.config().is_some_and(|config| config.deny_warnings)
    }

    /// Where the pages of rules are.
    pub(crate) fn docs_url(&self) -> Option<&DocsUrl> {
        self.args.output.docs.docs_url.as_ref().or_else(|| self.config()?.docs_url())
    }

    fn is_selected(&self, rule: &Rule) -> bool {
        let is_in = |selectors: &[RuleSelector]| selectors.iter().any(|selector| selector.matches(rule));
        (self.select().is_empty() || is_in(self.select())) && !is_in(self.ignore())
    }

    /// Whether a finding is reported: its rule is selected, and it is not ignored in this file.
    fn is_reported(&self, finding: &Finding) -> bool {
        self.is_selected(finding.rule) && !self.is_ignored(finding)
    }

    /// Whether the configuration ignores a finding in this file.
    fn is_ignored(&self, finding: &Finding) -> bool {
        self.file_options().is_some_and(|options| options.ignores(finding))
    }

    /// Whether the configuration ignores findings in this file.
    fn ignores_some(&self) -> bool {
        self.file_options().is_some_and(FileOptions::ignores_some)
    }

    /// Whether findings of a rule may be hidden.
    fn may_hide(&self, rule: &Rule) -> bool {
        !self.is_selected(rule) || self.file_options().is_some_and(|it| it.may_ignore(rule))
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

    fn file_options(&self) -> Option<&FileOptions> {
        self.config()?.files.get(self.entry?)
    }

    fn config(&self) -> Option<&Config> {
        self.config.as_deref().map(|loaded| &loaded.config)
    }
}

fn is_of_syntax(rule: &Rule) -> bool {
    rule.code.starts_with("KYX0")
}

fn is_syntax_error(finding: &Finding) -> bool {
    is_of_syntax(finding.rule) && finding.severity == Severity::Error
}

/// Whether a text is JSON that resembles no payload.
fn is_of_no_kind(linted: &Linted) -> bool {
    linted.nearest.is_none()
        && linted.report.findings().iter().any(|finding| finding.rule.name == "unknown-kind")
}
