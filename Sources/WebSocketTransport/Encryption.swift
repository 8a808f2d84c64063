internal import NIOCore

#if TLS
    internal import NIOSSL
#endif

/// TLS for the server's connections, where the build has it.
struct Encryption: Sendable {
    /// Why a server that is to encrypt cannot.
    enum Failure: Error, CustomStringConvertible {
        case notInThisBuild

        var description: String { "this build has no TLS; build with `--traits TLS`" }
    }

    #if TLS
        private let context: NIOSSLContext

        init(_ certificate: ServerOptions.Certificate) throws {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate.chainFile).map {
                    .certificate($0)
                },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: certificate.keyFile, format: .pem)))
            configuration.minimumTLSVersion = .tlsv12
            configuration.applicationProtocols = ["http/1.1"]
            context = try NIOSSLContext(configuration: configuration)
        }

        func add(to channel: any Channel) throws {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
        }
    #else
        init(_ certificate: ServerOptions.Certificate) throws { throw Failure.notInThisBuild }

        func add(to channel: any Channel) throws {}
    #endif
}
