"""Kesiapan: what stands between the open story and the public, and the steps that lead there."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.alarm import Alarm
from desktop_app.domain.article import Publication, Stage
from desktop_app.domain.dates import clock, short_date
from desktop_app.domain.flag import Findings, FlagKind
from desktop_app.domain.opened import OpenArticle
from desktop_app.domain.readiness import Check, before_signing, blocking, may_be_overridden
from desktop_app.ui.icons import Icons
from desktop_app.ui.readiness.release import Act, ReleaseForm
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Badge, Elided, Pane, button, hairline, label, tip
from desktop_app.ui.words import said, tr


class _Line(QFrame):
    """One check: icon, words, and what to do. A button for the keyboard and the mouse alike."""

    def __init__(self, check: Check, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.press = button(said(check.label), f"readiness.{check.rule}", kind="line", parent=self)
        icons.dress(self.press, "check-circle" if check.ok else "circle", "good" if check.ok else "warn")
        state = tr("sudah") if check.ok else tr("belum")
        self.press.setAccessibleName(f"{said(check.label)}: {state}. {said(check.why)}".rstrip())
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.press)
        if check.why:
            why = label(said(check.why), role="quiet", wrap=True, parent=self)
            why.setContentsMargins(34, 0, 8, 4)
            column.addWidget(why)
        row.addLayout(column, 1)


class ReadinessPane(Pane):
    """Wishes: go to a place, move to a stage, sign, publish, look at the public page again.

    *release_wished(Act, moment or None, note for the public, reason)*: every other way to meet the public.
    """

    place_wished = Signal(str)
    look_wished = Signal()
    stage_wished = Signal(object)
    sign_wished = Signal()
    publish_wished = Signal()
    release_wished = Signal(object, object, str, str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("readiness", tr("Kesiapan"), parent)
        self._icons = icons
        self.may_publish = True
        self._shown: object = None
        self._address = ""
        self.state = Badge(parent=self)
        self.summary = label(wrap=True, parent=self)
        self.stages = QButtonGroup(self)
        self.lines = QVBoxLayout()
        self.language = button(
            tr("Bahasa: tidak ada catatan"), "readiness.language", kind="line", parent=self
        )
        self.refusal = label(role="refusal", wrap=True, parent=self)
        self.sign = button(tr("Sahkan"), "readiness.sign", parent=self)
        self.publish = button(tr("Terbitkan"), "readiness.publish", kind="primary", parent=self)
        self.schedule = button(tr("Jadwalkan…"), "readiness.schedule", parent=self)
        self.embargo = button(tr("Embargo…"), "readiness.embargo", parent=self)
        self.held = label(role="quiet", wrap=True, parent=self)
        self._embargo: datetime | None = None
        self.override = button(tr("Lewati dengan alasan…"), "readiness.override", kind="quiet", parent=self)
        self.correct = button(tr("Dengan ralat…"), "readiness.correct", kind="quiet", parent=self)
        self.unpublish = button(tr("Tarik…"), "readiness.unpublish", kind="quiet", parent=self)
        self.take_down = button(tr("Turunkan…"), "readiness.take_down", kind="quiet", parent=self)
        self.form = ReleaseForm(self)
        self.alarm = label(role="refusal", wrap=True, parent=self)
        self.again = button(tr("Terbitkan lagi"), "readiness.again", parent=self)
        self.look = button(tr("Muat ulang"), "readiness.look", parent=self)
        self._alarms: tuple[Alarm, ...] = ()
        self._may_go_out = False
        self._article_id = ""
        self._red = ""
        self.why = label(role="quiet", wrap=True, parent=self)
        self.public = QFrame(self)
        self.address = Elided(parent=self.public)
        self.open = button(tr("Buka"), "readiness.open", kind="quiet", parent=self.public)
        self.copy = button(tr("Salin"), "readiness.copy", kind="quiet", parent=self.public)
        icons.dress(self.sign, "pencil-simple")
        icons.dress(self.schedule, "hourglass")
        icons.dress(self.embargo, "pause")
        icons.dress(self.publish, "paper-plane-tilt", "on_accent")
        icons.dress(self.open, "arrow-square-out", "accent")
        icons.dress(self.copy, "copy", "accent")
        self._lay_out()
        self._wire()
        self.show_article(None)
        self.show_findings(None)

    def show_article(self, opened: OpenArticle | None) -> None:
        """The list and the buttons for this story; None when nothing is open."""
        self.refusal.hide()
        self.setEnabled(opened is not None)
        if opened is None or opened.article.id != self._article_id:
            self.form.hide()
        self._article_id = opened.article.id if opened is not None else ""
        self._may_go_out = opened is not None and self.may_publish and not blocking(opened.checks)
        self._show_alarm()
        if opened is None:
            self._fill(())
            self.state.show_word("")
            self.summary.setText(tr("Buka sebuah berita untuk melihat kesiapannya."))
            self.why.setText("")
            self.public.hide()
            self._show_embargo(None)
            for each in self._later():
                each.hide()
            return
        self._fill(opened.checks)
        stops = blocking(opened.checks)
        for_signing = before_signing(opened.checks)
        done = len(opened.checks) - len(stops)
        self.summary.setText(
            tr("{done} dari {all} siap").format(done=done, all=len(opened.checks))
            if stops
            else tr("Semua siap, dan sudah terbit.")
            if opened.as_published
            else tr("Semua siap. Berita ini boleh terbit.")
        )
        for stage in Stage:
            self._stage(stage).setChecked(opened.article.stage is stage)
        signed = not any(check.rule == "sign_off" for check in stops)
        self.sign.setEnabled(not for_signing and not signed)
        self.sign.setText(tr("Sudah disahkan") if signed else tr("Sahkan"))
        live = opened.page is not None and opened.page.publication is Publication.LIVE
        fresh = opened.as_published
        self.publish.setEnabled(not stops and not fresh)
        if fresh:
            self.publish.setText(tr("Sudah terbit"))
        else:
            self.publish.setText(tr("Terbitkan perubahan") if live else tr("Terbitkan"))
        scheduled = opened.page is not None and opened.page.publication is Publication.SCHEDULED
        reason = self._red = said(stops[0].why) if stops else ""
        self.schedule.setEnabled(not stops and not fresh)
        self.override.setVisible(self.may_publish and may_be_overridden(opened.checks) and not fresh)
        self.correct.setVisible(live and not fresh and not stops)
        self.unpublish.setVisible(live or scheduled)
        self.take_down.setVisible(live)
        if fresh:
            reason = tr("Tidak ada yang berubah sejak terbit.")
            self.why.setText(reason)
        else:
            self.why.setText(tr("Belum dapat terbit. {why}").format(why=reason) if reason else "")
        self.why.setVisible(bool(reason))
        self._show_embargo(opened.article.embargo_until)
        for each, why in (
            (self.publish, reason),
            (self.schedule, reason),
            (self.sign, said(for_signing[0].why) if for_signing else ""),
        ):
            each.setAccessibleName(each.text())
            each.setToolTip(tip(why))
            each.setAccessibleDescription(why)
        word, tone = (tr("Terbit"), "good") if live else (tr("Belum terbit"), "plain")
        if opened.page is not None and opened.page.publication is Publication.WITHDRAWN:
            word = tr("Ditarik")
        if scheduled and opened.page is not None and opened.page.published_at is not None:
            at = opened.page.published_at
            word, tone = f"{tr('Terjadwal')} {short_date(at)} {clock(at)}", "accent"
        elif live and not fresh:
            word, tone = tr("Terbit, ada perubahan"), "warn"
        self.state.show_word(word, tone)
        self._show_address(opened.public_url)

    def show_findings(self, findings: Findings | None) -> None:
        """What the language check found: advice, it holds nothing back. None when nothing is known."""
        self.language.setVisible(findings is not None)
        if findings is None:
            return
        slips, style = findings.count(FlagKind.SPELLING), findings.count(FlagKind.STYLE)
        if findings.flags:
            text = tr("Bahasa: {slips} ejaan, {style} gaya").format(slips=slips, style=style)
        elif findings.notice:
            text = tr("Bahasa: ejaan belum dapat diperiksa")
        else:
            text = tr("Bahasa: tidak ada catatan")
        self.language.setText(text)
        self.language.setToolTip(tip(said(findings.notice)))
        calm = not findings.flags and not findings.notice
        self._icons.dress(self.language, "check-circle" if calm else "info", "good" if calm else "muted")

    def refuse(self, sentence: str) -> None:
        """A house rule said no."""
        self.refusal.setText(sentence)
        self.refusal.show()

    def show_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        """What is wrong with public pages now; the open story's is said here."""
        self._alarms = alarms
        self._show_alarm()

    # -- inside

    def _later(self) -> tuple[QPushButton, ...]:
        return self.override, self.correct, self.unpublish, self.take_down

    def _show_alarm(self) -> None:
        here = [alarm for alarm in self._alarms if alarm.article_id == self._article_id]
        self.alarm.setText(" ".join(said(alarm.why) for alarm in here))
        self.alarm.setVisible(bool(here))
        again = self._may_go_out and any(alarm.mended_by_publishing for alarm in here)
        self.again.setVisible(again)
        self.look.setVisible(bool(here) and not again)

    def _show_embargo(self, until: datetime | None) -> None:
        self._embargo = until
        self.held.setVisible(until is not None)
        if until is not None:
            when = f"{short_date(until)} {clock(until)}"
            self.held.setText(
                tr("Embargo sampai {when}: sebelum itu tidak terbit.").format(when=when)
                if until > datetime.now(UTC)
                else tr("Embargo berakhir {when}.").format(when=when)
            )

    def _ask(self, act: Act) -> None:
        self.refusal.hide()
        red = "" if act in (Act.WITHDRAW, Act.EMBARGO) else self._red
        self.form.ask(act, datetime.now(UTC), red=red, held=self._embargo)
        # Once it has its room: on a low screen it would open below the edge.
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.form, 0, 12))

    def _show_address(self, url: str) -> None:
        self._address = url
        self.address.setText(url)
        self.public.setVisible(bool(url))

    def _fill(self, checks: tuple[Check, ...]) -> None:
        if checks == self._shown:
            return
        self._shown = checks
        focused = self.focusWidget().objectName() if self.focusWidget() is not None else ""
        while (item := self.lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for check in checks:
            line = _Line(check, self._icons, self)
            place = check.place
            if not place:  # nowhere to go: then it is only read
                line.press.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                line.press.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.press.clicked.connect(lambda _checked=False, there=place: self.place_wished.emit(there))
            self.lines.addWidget(line)
            if line.press.objectName() == focused:
                line.press.setFocus()

    def _stage(self, stage: Stage) -> QPushButton:
        made = self.stages.button(list(Stage).index(stage))
        assert isinstance(made, QPushButton)
        return made

    def _lay_out(self) -> None:
        self.summary.setObjectName("readiness.summary")
        self.refusal.setObjectName("readiness.refusal")
        self.why.setObjectName("readiness.why")
        self.alarm.setObjectName("readiness.alarm")
        self.held.setObjectName("readiness.held")
        inner = Pane("readiness.inner", tr("Kesiapan"), self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(8)
        column.addWidget(label(tr("Tahap"), role="section", parent=inner))
        row = QHBoxLayout()
        row.setSpacing(6)
        words = {
            Stage.DRAFT: tr("Draf"),
            Stage.PHOTO: tr("Foto"),
            Stage.PROOF: tr("Korektor"),
            Stage.READY: tr("Siap"),
        }
        for number, stage in enumerate(Stage):
            each = button(words[stage], f"readiness.stage_{stage.value}", parent=inner)
            each.setCheckable(True)
            each.setMinimumWidth(10)
            each.setAccessibleName(tr("Pindahkan ke tahap {stage}").format(stage=words[stage]))
            self.stages.addButton(each, number)
            row.addWidget(each, 1)
        column.addLayout(row)
        column.addSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(hairline(inner))
        self.lines.setSpacing(0)
        column.addLayout(self.lines)
        column.addWidget(self.language)
        column.addWidget(self.held)
        column.addWidget(self.form)
        column.addWidget(self.alarm)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        self.public.setProperty("card", True)
        self.public.setObjectName("readiness.public")
        self.address.setObjectName("readiness.address")
        here = QHBoxLayout(self.public)
        here.setContentsMargins(12, 5, 6, 5)
        here.addWidget(self.address, 1)
        here.addWidget(self.open)
        here.addWidget(self.copy)
        column.addWidget(self.public)
        later = QHBoxLayout()
        later.setSpacing(2)
        for each in self._later():
            later.addWidget(each)
        later.addStretch(1)
        column.addLayout(later)
        column.addStretch(1)
        scroll = self._scroll = QScrollArea(self)
        scroll.setObjectName("readiness.scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._foot())
        self.setMinimumWidth(300)

    def _foot(self) -> QWidget:
        """The buttons, at the lower edge, where the next click finds them whatever lines come and go above."""
        foot = QWidget(self)
        column = QVBoxLayout(foot)
        column.setContentsMargins(14, 0, 14, 12)
        column.setSpacing(8)
        acts = QGridLayout()
        for number, each in enumerate((self.sign, self.publish, self.schedule, self.embargo)):
            acts.addWidget(each, *divmod(number, 2))
            acts.setColumnStretch(number % 2, 1)
        column.addWidget(hairline(foot))
        column.addWidget(self.refusal)
        column.addWidget(self.why)
        column.addLayout(acts)
        return foot

    def _wire(self) -> None:
        self.stages.idClicked.connect(lambda number: self.stage_wished.emit(list(Stage)[number]))
        self.sign.clicked.connect(self.sign_wished)
        self.language.clicked.connect(lambda: self.place_wished.emit("language"))
        self.publish.clicked.connect(self.publish_wished)
        self.again.clicked.connect(self.publish_wished)
        self.look.clicked.connect(self.look_wished)
        for each, act in (
            (self.schedule, Act.SCHEDULE),
            (self.embargo, Act.EMBARGO),
            (self.override, Act.OVERRIDE),
            (self.correct, Act.CORRECT),
            (self.unpublish, Act.WITHDRAW),
            (self.take_down, Act.TAKE_DOWN),
        ):
            each.clicked.connect(partial(self._ask, act))
        self.form.wished.connect(self.release_wished)
        self.open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self._address)))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._address))
