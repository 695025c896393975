"""Every controller there is, feature by feature: what the application answers."""

from litestar import Controller

from server.accounts.account import AccountController
from server.accounts.app_lock import AppLockController, LockedController
from server.accounts.device_code_routes import ComeController, DeviceCodeController
from server.accounts.inviting import InvitationsController
from server.accounts.join import JoinController
from server.accounts.passkey_routes import PasskeysController
from server.accounts.passphrase_routes import PassphraseController
from server.accounts.proof_code_routes import ProofCodeController
from server.accounts.proving import ProveController
from server.accounts.recovery_routes import OwnRecoveryController, RecoveryController
from server.accounts.second_routes import SecondController
from server.accounts.second_step import SecondStepController
from server.accounts.sign_in import DemoController, SignInController, SignOutController
from server.accounts.staff_routes import StaffAccountController
from server.accounts.told_routes import ToldController
from server.assigned.routes import AskedController, AssignedController
from server.intake.board_routes import IntakeBoardController
from server.intake.consent_routes import ConsentController
from server.intake.coverage_routes import CoverageController
from server.intake.medicine_routes import FinderController, MedicinesController
from server.intake.paper_routes import PapersController, StaffPapersController
from server.intake.referral_routes import ReferralController
from server.intake.routes import IntakeController
from server.intake.staff_routes import DecisionController, IntakeSummaryController
from server.intake.tiers_routes import SettingTiersController, TiersController
from server.intake.trials_routes import TrialsController
from server.journal.actions_routes import ActionsController
from server.journal.entry_routes import EntryController
from server.journal.media_routes import MediaController, PictureController
from server.journal.pin_routes import PinController
from server.journal.routes import JournalController
from server.journal.tools_routes import JournalToolsController
from server.measures.day_routes import DayController
from server.measures.routes import MeasuresController
from server.measures.staff_routes import SeenMeasuresController
from server.messages.routes import MessagesController
from server.messages.staff_routes import CourseMessagesController
from server.notes.routes import NotesController, OwnNotesController
from server.preparation.fasting_routes import FastingController
from server.preparation.routes import PrepareController
from server.pwa.gallery import GalleryController
from server.pwa.health import HealthController
from server.pwa.routes import AppController
from server.pwa.waiting import WaitingController
from server.records.copy_routes import CopyController
from server.reminders.calendar_routes import CalendarController, FeedController
from server.reminders.push_routes import PushController
from server.reminders.routes import RemindersController
from server.reminders.staff_routes import SentController
from server.review.arc import ArcController, ArcTurnsController
from server.review.cases_routes import CaseloadController
from server.review.clinic import ClinicController
from server.review.course_pages import CoursePagesController
from server.review.inbox import ReviewController
from server.review.live import LiveController
from server.review.media import SharedMediaController
from server.review.patient import PatientController
from server.review.protocol_course import CourseProtocolController
from server.review.protocol_courses import OwnCoursesController
from server.review.protocol_edit import ProtocolEditController
from server.review.protocol_routes import ProtocolController
from server.review.rooms import RoomsController
from server.review.seen import SeenController
from server.review.setup_controllers import SETUP
from server.safety.check_in_course import CourseCheckInsController
from server.safety.check_in_routes import CheckInController
from server.safety.flag_routes import FlagsController
from server.safety.help import HelpController
from server.safety.not_safe import NotSafeController
from server.safety.plan_routes import CoursePlanController, SafetyPlanController
from server.safety.setting_routes import FlagSettingController
from server.session_day.breathe import BreatheController
from server.session_day.clinic_patterns_page import ClinicPatternsController
from server.session_day.coming_back import ComingBackController
from server.session_day.home import HomeController
from server.session_day.practice import PracticeController
from server.session_day.record import DoseController, RecordController
from server.session_day.routes import HardController, SessionController
from server.session_day.sitter import SitterController
from server.session_day.sitting import StaffWayInController, WayInController
from server.team.emergency_routes import EmergenciesController, EmergencyController, OwnEmergenciesController
from server.team.routes import LeaveController, TeamController
from server.today.routes import CourseController, TodayController
from server.today.team import TeamMemberController

CONTROLLERS: list[type[Controller]] = [
    AccountController,
    AppLockController,
    LockedController,
    ActionsController,
    AppController,
    ArcController,
    ArcTurnsController,
    AskedController,
    AssignedController,
    BreatheController,
    CalendarController,
    CaseloadController,
    CheckInController,
    ClinicController,
    ClinicPatternsController,
    ComingBackController,
    ConsentController,
    CopyController,
    CourseCheckInsController,
    CourseController,
    CourseMessagesController,
    CoursePagesController,
    CoursePlanController,
    CourseProtocolController,
    CoverageController,
    ComeController,
    DayController,
    DeviceCodeController,
    DecisionController,
    DoseController,
    EmergenciesController,
    EmergencyController,
    EntryController,
    FastingController,
    FeedController,
    FinderController,
    FlagSettingController,
    FlagsController,
    HardController,
    HealthController,
    HelpController,
    HomeController,
    IntakeBoardController,
    IntakeController,
    IntakeSummaryController,
    InvitationsController,
    JoinController,
    JournalController,
    JournalToolsController,
    LeaveController,
    LiveController,
    MeasuresController,
    MediaController,
    MedicinesController,
    MessagesController,
    NotSafeController,
    NotesController,
    OwnCoursesController,
    OwnEmergenciesController,
    OwnNotesController,
    OwnRecoveryController,
    PapersController,
    PasskeysController,
    PassphraseController,
    PatientController,
    PictureController,
    PinController,
    PracticeController,
    PrepareController,
    ProtocolController,
    ProtocolEditController,
    ProofCodeController,
    ProveController,
    RecordController,
    PushController,
    RecoveryController,
    ReferralController,
    RemindersController,
    ReviewController,
    RoomsController,
    SafetyPlanController,
    SecondController,
    SecondStepController,
    SeenController,
    SeenMeasuresController,
    SentController,
    SessionController,
    SettingTiersController,
    SharedMediaController,
    SignInController,
    SignOutController,
    SitterController,
    StaffAccountController,
    StaffPapersController,
    StaffWayInController,
    TeamController,
    TeamMemberController,
    TiersController,
    TodayController,
    ToldController,
    TrialsController,
    WaitingController,
    WayInController,
    *SETUP,
]
DEMO_CONTROLLERS: list[type[Controller]] = [DemoController, GalleryController]
