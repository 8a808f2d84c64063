import secrets
import uuid

from app.unified_id_manager import UnifiedIDManager

ids = UnifiedIDManager()


def new_run_id():  # expect-id: delegates_to_canonical
    return ids.generate_id("run")  # site: delegating external 0 UnifiedIDManager.generate_id()


def make_run_id():  # expect-id: scattered_generator
    return str(uuid.uuid4())  # site: scattered secure_random 122 uuid4


def generate_trace_id():  # expect-id: scattered_generator
    value = uuid.uuid4()  # site: scattered secure_random 122 trace_{32 hex}
    return f"trace_{value.hex}"


def parse_run_id(text):  # expect-id: parses_or_looks_up_only
    prefix, _, rest = text.partition("_")
    return rest


def get_session_id(request):  # expect-id: parses_or_looks_up_only
    return request.headers.get("x-session-id")


def describe(run):
    return f"run {run.name}"


def total(values):
    return sum(values)


def new_session_id():  # expect-id: delegates_to_canonical
    return UnifiedIDManager().generate_session_id()  # site: delegating external 0 UnifiedIDManager.generate_session_id()


def make_event_id():  # expect-id: scattered_generator
    return f"event_{uuid.uuid4().hex}"  # site: scattered secure_random 122 event_{32 hex}


def make_message_id():  # expect-id: scattered_generator
    value = uuid.uuid4()  # site: scattered secure_random 122 uuid4
    return str(value)
