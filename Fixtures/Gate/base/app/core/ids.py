import secrets
import uuid


class UnifiedIDManager:
    @staticmethod
    def generate_connection_id(user_id):
        return f"conn_{user_id}_{secrets.token_hex(16)}"

    @staticmethod
    def generate_session_id():
        return f"session_{uuid.uuid4().hex}"

    @staticmethod
    def generate_request_id():
        return f"req_{uuid.uuid4().hex}"

    @staticmethod
    def generate(kind):
        return f"{kind}_{uuid.uuid4().hex}"

    @staticmethod
    def parse(text):
        return text.rpartition("_")

    @staticmethod
    def validate(text):
        return len(text.rpartition("_")[2]) == 32

    @staticmethod
    def normalise(text):
        return text.strip().lower()

    @staticmethod
    def register_kind(kind):
        return kind.isalpha()

    @staticmethod
    def migrate(text, kind):
        return f"{kind}_{text}"
