<?php
// Reads, writes and sends the sample payloads with the client in PHP.

declare(strict_types=1);

use OpenAPI\Client\Api\AccountsApi;
use OpenAPI\Client\Api\AuthorizationApi;
use OpenAPI\Client\Api\CredentialsApi;
use OpenAPI\Client\Api\RetrievalApi;
use OpenAPI\Client\ApiException;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\ObjectSerializer;

error_reporting(E_ALL & ~E_DEPRECATED);
require '/usr/share/php/GuzzleHttp/autoload.php';
spl_autoload_register(function (string $class): void {
    $path = getenv('CLIENT') . '/lib/' . strtr(substr($class, strlen('OpenAPI\\Client\\')), '\\', '/') . '.php';
    if (str_starts_with($class, 'OpenAPI\\Client\\') && is_file($path)) {
        require $path;
    }
});

ObjectSerializer::setDateTimeFormat('Y-m-d\TH:i:s.vp'); // with milliseconds

function read(string $name): object
{
    $text = file_get_contents(getenv('SAMPLES') . "/$name.json");
    return ObjectSerializer::deserialize(json_decode($text), "\\OpenAPI\\Client\\Model\\$name");
}

function write(object $payload, string $origin): void
{
    $name = (new ReflectionClass($payload))->getShortName();
    $text = json_encode(ObjectSerializer::sanitizeForSerialization($payload), JSON_THROW_ON_ERROR);
    file_put_contents(getenv('WRITTEN') . "/$name.$origin.json", $text);
}

function authorized(string $token): Configuration
{
    return (new Configuration())->setAccessToken($token);
}

foreach (glob(getenv('SAMPLES') . '/*.json') as $path) {
    write(read(basename($path, '.json')), 'file');
}

$secret = (new Configuration())->setUsername('client')->setPassword('secret');
$token = (new AuthorizationApi(null, $secret))->getAccessToken('client_credentials');
write($token, 'response');
$tenant = authorized($token->getAccessToken());
$request = read('AccountRequest');
$accounts = new AccountsApi(null, $tenant->setHost(getenv('ACCOUNT')));
$opened = $accounts->createAccount($request);
write($opened, 'response');
$account = $opened->getAccount()->getId();
write($accounts->updateAccount($account, $request), 'response');

$execution = $opened->getWorkflowExecution()->getId();
$credential = $opened->getWorkflowExecution()->getCredentials()[0];
$api = new CredentialsApi(null, authorized($credential->getApi()->getToken()));
$ids = [$account, $execution, $credential->getId()];
write($api->uploadPreparedData(...[...$ids, read('PreparedData')]), 'response');
$path = dirname(getenv('WRITTEN')) . '/front.jpg';
file_put_contents($path, 'x');
$api->addPart(...[...$ids, 'FRONT', new SplFileObject($path)]);
$api->updatePart(...[...$ids, 'FRONT', new SplFileObject($path)]);
$api->uploadDocument(...[...$ids, new SplFileObject($path)]);
$api->deletePart(...[...$ids, 'FRONT']);
$api->deleteParts(...$ids);
write($api->finalizeWorkflow($account, $execution), 'response');
$retrieval = new RetrievalApi(null, $tenant);
write($retrieval->getStatus($account, $execution), 'response');
write($retrieval->getResult($account, $execution), 'response');
write($retrieval->getSteps($account, $execution), 'response');
$part = $retrieval->getPart($account, $credential->getId(), 'FRONT');
file_put_contents(getenv('WRITTEN') . '/part.png', $part->fread($part->getSize()));

try {
    (new AccountsApi(null, authorized('no')->setHost(getenv('ACCOUNT'))))->createAccount($request);
    exit(1);
} catch (ApiException $error) {
    exit($error->getCode() === 401 ? 0 : 1);
}
